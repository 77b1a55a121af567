using System.Text.Json;
using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;

namespace Personalization.Cli.Tests;

public sealed class SubjectRequestTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private readonly string[] here = ["--server", server.GrpcAddress.ToString(), "--key", server.KeyWith(KeyScopes.All)];
    private readonly string user = Sample.Fresh("user");

    [Fact]
    public async Task An_export_is_a_JSON_object_to_a_line_and_the_last_says_that_it_is_whole()
    {
        await Send();

        var export = await Personalize.Run(["export", "user", user, .. here]);

        Assert.Equal(ExitCode.Ok, export.ExitCode);
        Assert.Equal(["subject", "profile", "consent", "event", "end"], export.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("record").GetString()).Distinct());
    }

    [Fact]
    public async Task Erasing_wants_to_be_sure_and_then_leaves_nothing_to_export()
    {
        await Send();
        Assert.Equal(ExitCode.Usage, (await Personalize.Run(["erase", "user", user, .. here])).ExitCode);
        Assert.Equal(ExitCode.Ok, (await Personalize.Run(["export", "user", user, .. here])).ExitCode);

        var erased = await Personalize.Run(["erase", "user", user, "--yes", .. here]);

        Assert.Equal(ExitCode.Ok, erased.ExitCode);
        Assert.StartsWith("erased: 1 events and 0 refused events. receipt er_", erased.Results, StringComparison.Ordinal);
        Assert.DoesNotContain(user, erased.Results + erased.Notes, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Bad, (await Personalize.Run(["export", "user", user, .. here])).ExitCode);
    }

    private async Task Send()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.Ok, (await Personalize.Run(["send", folder.Write("events.ndjson", Sample.Failure(user)), .. here])).ExitCode);
    }
}
