namespace Personalization.Deploy.Tests.Composing;

public sealed class ComposeTests
{
    private static readonly string Text = Repository.Read("deploy/compose.yaml");

    [Fact]
    public void The_file_keeps_the_rules() => Assert.Empty(ComposeRules.Broken(Composition.OfRepository));

    [Fact]
    public void Silos_advertise_the_address_that_they_get()
    {
        var silos = Composition.OfRepository.Services.Where(service => service.Key.StartsWith("silo-", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, silos.Count);
        Assert.All(silos, silo => Assert.Equal((string?)silo.Value["networks"]!["silos"]!["ipv4_address"], (string?)silo.Value["environment"]!["PERSONALIZATION_ADVERTISE"]));
        Assert.Equal(2, silos.Select(silo => silo.Value["environment"]!["PERSONALIZATION_ADVERTISE"]!.ToString()).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("read_only: true", "readonly: true", "silo-1 has the field readonly, which is none")]
    [InlineData("read_only: true", "read_only: false", "silo-1 can write to its root")]
    [InlineData("cap_drop: [ALL]", "cap_drop: [NET_RAW]", "silo-1 keeps rights")]
    [InlineData("mem_limit: 1g\n", "\n", "silo-1 has no mem_limit or no stop_grace_period")]
    [InlineData("secrets: [pgpass]", "secrets: [password]", "silo-1 names password, which is not among the secrets")]
    [InlineData("- postgres:/var", "- pgdata:/var", "postgres names pgdata, which is not among the volumes")]
    [InlineData("networks: [silos]", "networks: [other]", "postgres names other, which is not among the networks")]
    [InlineData("    init:\n", "    setup:\n", "silo-1 names setup, which is not among the services")]
    [InlineData("condition: service_healthy", "condition: healthy", "init waits for the condition healthy, which is none")]
    [InlineData("../samples/saas/catalog", "../samples/catalog", "silo-1 mounts ../samples/catalog, which is not there")]
    [InlineData("127.0.0.1:8080:8080", "8080:8080", "silo-1 publishes 8080:8080 to other machines")]
    [InlineData("127.0.0.1:8080:8080", "127.0.0.1:8080:30000", "silo-1 publishes 127.0.0.1:8080:30000, which is for silos alone")]
    [InlineData("Passfile=/run/secrets/pgpass", "Password=secret", "silo-1 has a secret in PERSONALIZATION_POSTGRES")]
    [InlineData("postgres:15.14-bookworm", "postgres:latest", "postgres has the image docker.io/library/postgres:latest, which changes under it")]
    [InlineData("target: silo", "target: silos", "silo-1 is built from the stage silos, which is not there")]
    [InlineData("user: 999:999", "user: 0:0", "postgres runs as root, or nobody asks for its health")]
    public void A_broken_rule_is_named(string whole, string broken, string rule)
    {
        Assert.Contains(whole, Text, StringComparison.Ordinal);

        Assert.Contains(rule, ComposeRules.Broken(Composition.Parse(Text.Replace(whole, broken, StringComparison.Ordinal))));
    }
}
