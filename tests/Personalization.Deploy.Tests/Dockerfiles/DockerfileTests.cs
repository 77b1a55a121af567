using System.Text.Json.Nodes;

namespace Personalization.Deploy.Tests.Dockerfiles;

public sealed class DockerfileTests
{
    private static readonly string Text = Repository.Read("deploy/Dockerfile");

    [Theory]
    [InlineData("server")]
    [InlineData("silo")]
    public void An_image_runs_as_nobody_in_particular_without_a_shell_on_a_pinned_base(string target) => Assert.Empty(ImageRules.Broken(Dockerfile.OfRepository, target));

    [Theory]
    [InlineData("USER 1654:1654", "USER root", "silo runs as root")]
    [InlineData("USER 1654:1654", "USER app", "silo runs as app")]
    [InlineData("USER 1654:1654", "", "silo runs as root")]
    [InlineData(":10.0.12-noble-chiseled AS", ":10.0-noble-chiseled AS", "The base mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled is not pinned to a version")]
    [InlineData(":10.0.12-noble-chiseled AS", ":10.0.12-noble AS", "silo stands on mcr.microsoft.com/dotnet/aspnet:10.0.12-noble, which is not chiselled")]
    [InlineData("sdk:10.0.401-noble", "sdk:latest", "The base mcr.microsoft.com/dotnet/sdk:latest is not pinned to a version")]
    [InlineData("ENTRYPOINT [\"dotnet\", \"/app/Personalization.Silo.dll\"]", "ENTRYPOINT dotnet /app/Personalization.Silo.dll", "silo has no ENTRYPOINT in exec form")]
    [InlineData("CMD [\"dotnet\", \"/tools/personalize.dll\", \"ready\"]", "CMD curl localhost", "silo asks for its health with a shell")]
    [InlineData("WORKDIR /app", "RUN chmod 777 /data", "silo runs a command while it is built, for which its base has no shell")]
    [InlineData("WORKDIR /app", "COPY dev.key /data/dev.key", "COPY dev.key /data/dev.key takes from the work tree instead of a stage that was built")]
    [InlineData("WORKDIR /app", "ADD https://example.com/a.tgz /app", "ADD https://example.com/a.tgz /app brings in what nobody looked at; use COPY")]
    [InlineData("WORKDIR /app", "ENV PERSONALIZATION_API_KEY=pk", "PERSONALIZATION_API_KEY would leave a secret in the image's history")]
    [InlineData("org.opencontainers.image.revision=", "revision=", "silo has no label revision")]
    public void A_broken_rule_is_named(string whole, string broken, string rule)
    {
        Assert.Contains(whole, Text, StringComparison.Ordinal);

        Assert.Contains(rule, ImageRules.Broken(Dockerfile.Parse(Text.Replace(whole, broken, StringComparison.Ordinal)), "silo"));
    }

    [Theory]
    [InlineData("server", "Personalization.Server")]
    [InlineData("silo", "Personalization.Silo")]
    public void An_image_starts_what_was_published_for_it(string target, string project)
    {
        Assert.Equal(["dotnet", $"/app/{project}.dll"], Dockerfile.OfRepository.All(target, "ENTRYPOINT").Last().Exec);
        Assert.Contains($"src/{project}", Build.Of(target).App.Publish, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sdk_is_one_that_the_repository_asks_for()
    {
        var wanted = Version.Parse((string)JsonNode.Parse(Repository.Read("global.json"))!["sdk"]!["version"]!);
        var tag = Dockerfile.OfRepository.Stage("sdk").From.Split(':')[1];
        var used = Version.Parse(tag.Split('-')[0]);

        Assert.Equal((wanted.Major, wanted.Minor), (used.Major, used.Minor));
        Assert.True(used.Build >= wanted.Build, $"sdk:{tag} is older than the {wanted} of global.json.");
    }

    [Fact]
    public void Nothing_gets_into_a_build_that_is_not_listed()
    {
        var lines = Repository.Read(".dockerignore").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').ToList();

        Assert.Equal("*", lines[0]);
        Assert.Equal(
            ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "LICENSE", "build", "global.json", "samples", "src"],
            lines.Where(line => line[0] == '!').Select(line => line[1..]).Order(StringComparer.Ordinal));
        Assert.All((string[])["**/bin", "**/obj", "**/data", "**/*.key", "**/*.pem"], kept => Assert.Contains(kept, lines));
    }
}
