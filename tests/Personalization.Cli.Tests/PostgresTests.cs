using Personalization.HostContract.Postgres;

namespace Personalization.Cli.Tests;

/// <summary>The commands that work on a database.</summary>
public sealed class PostgresTests(PostgresServer server)
{
    [Fact]
    public async Task Tenants_and_keys_are_made_listed_and_revoked_in_the_database()
    {
        var database = await server.NewDatabase();
        Assert.Equal(ExitCode.Ok, (await Personalize.Run("tenants", "create", "acme/production", "--postgres", database)).ExitCode);
        var made = await Personalize.Run("keys", "create", "acme/production", "--scopes", "all", "--postgres", database, "--json");
        var id = made.Json.GetProperty("id").GetString()!;
        Assert.Equal("", made.Notes);
        Assert.Equal(ExitCode.Ok, (await Personalize.Run("keys", "revoke", id, "--postgres", database)).ExitCode);

        Assert.Equal("acme/production", (await Personalize.Run("tenants", "list", "--postgres", database, "--json")).Json[0].GetProperty("id").GetString());
        Assert.NotNull((await Personalize.Run("keys", "list", "--postgres", database, "--json")).Json[0].GetProperty("revoked").GetString());
    }

    [Fact]
    public async Task A_key_for_an_unknown_tenant_says_how_the_tenant_is_made_without_the_connection()
    {
        var run = await Personalize.Run("keys", "create", "acme/production", "--scopes", "all", "--postgres", await server.NewDatabase());

        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.Contains("`personalize tenants create acme/production --postgres \"…\"`", run.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tenants", "list")]
    [InlineData("cluster", "check")]
    public async Task A_database_that_is_away_ends_with_3(string command, string verb)
    {
        var run = await Personalize.Run(command, verb, "--postgres", "Host=127.0.0.1;Port=1;Username=app;Password=hush");

        Assert.Equal(ExitCode.Unreachable, run.ExitCode);
        Assert.DoesNotContain("hush", run.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keys", "list")]
    [InlineData("cluster", "init")]
    public async Task A_connection_string_that_cannot_be_read_ends_with_2(string command, string verb) =>
        Assert.Equal(ExitCode.Usage, (await Personalize.Run(command, verb, "--postgres", "Hots=db")).ExitCode);

    [Fact]
    public async Task A_cluster_without_a_database_is_a_mistake_of_the_command_line() =>
        Assert.Equal(ExitCode.Usage, (await Personalize.Run("cluster", "init")).ExitCode);

    [Fact]
    public async Task A_cluster_is_set_up_and_checked()
    {
        var database = await server.NewDatabase();
        var before = await Personalize.Run("cluster", "check", "--postgres", database);
        var made = await Personalize.Run("cluster", "init", "--postgres", database);
        var again = await Personalize.Run("cluster", "init", "--postgres", database);
        var after = await Personalize.Run("cluster", "check", "--postgres", database, "--json");

        Assert.Equal((ExitCode.Bad, 2), (before.ExitCode, before.Lines.Length));
        Assert.EndsWith("schema personalization_cluster: ran 0001-clustering.sql, 0002-grain-storage.sql\n", made.Results, StringComparison.Ordinal);
        Assert.EndsWith(": up to date\n", again.Results, StringComparison.Ordinal);
        Assert.True(after.Json.GetProperty("isGood").GetBoolean());
    }

    [Fact]
    public async Task The_script_is_printed_without_a_database()
    {
        var run = await Personalize.Run("cluster", "init", "--print");

        Assert.Equal((ExitCode.Ok, ""), (run.ExitCode, run.Notes));
        Assert.Contains("CREATE TABLE \"personalization_cluster\".OrleansQuery", run.Results, StringComparison.Ordinal);
    }
}
