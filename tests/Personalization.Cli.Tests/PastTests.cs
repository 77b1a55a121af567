using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;

namespace Personalization.Cli.Tests;

public sealed class PastTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private const string LongAgo = "2020-01-01T00:00:00Z", Tomorrow = "2099-01-01T00:00Z";

    private const string UnknownHint = "Check the id, and the time where one was asked about: a subject is known from its first event on.\n";

    private readonly string[] here = ["--server", server.GrpcAddress.ToString(), "--key", server.KeyWith(KeyScopes.All)];

    [Fact]
    public async Task A_profile_and_a_decision_of_long_ago_know_nothing_of_today()
    {
        var user = await UserWithFailedImport();
        var then = await Ask("profile", "user", user, "--at", LongAgo);
        Assert.Equal((ExitCode.Bad, $"error unknown_subject: Nothing was known of this user at {LongAgo}.\n{UnknownHint}"), (then.ExitCode, then.Notes));
        Assert.Contains("help.import_failed (card, in_app)", (await Ask("decide", "--user", user, "--surface", "home.card")).Lines);
        Assert.DoesNotContain("help.import_failed (card, in_app)", (await Ask("decide", "--user", user, "--surface", "home.card", "--at", LongAgo)).Lines);
        Assert.DoesNotContain("help.import_failed (card, in_app)", (await Ask("explain", "--user", user, "--surface", "home.card", "--at", LongAgo)).Lines);
    }

    [Fact]
    public async Task A_profile_as_of_now_is_the_live_one()
    {
        var user = await UserWithFailedImport();
        var live = await Ask("profile", "user", user);
        var past = await Ask("profile", "user", user, "--at", DateTimeOffset.UtcNow.AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        var members = past.Json.EnumerateObject().Select(member => member.ToString()).ToArray();
        Assert.Equal(live.Json.EnumerateObject().Select(member => member.ToString()), members[..^2]);
        Assert.Equal(["at", "catalog"], past.Json.EnumerateObject().Select(member => member.Name).TakeLast(2));
    }

    [Theory]
    [InlineData("--at", "yesterday")]
    [InlineData("--at", "2026-03-01T09:30:00")]
    [InlineData("--at", "2026-03-01")]
    [InlineData("--catalog", "abc")]
    [InlineData("--at", LongAgo, "--serve")]
    public async Task A_look_that_makes_no_sense_is_a_usage_error(params string[] options)
    {
        var run = await Ask(["decide", "--user", "u", "--surface", "home.card", .. options]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
    }

    [Fact]
    public async Task What_is_still_to_come_is_bad()
    {
        var run = await Ask("decide", "--user", "u", "--surface", "home.card", "--at", Tomorrow);
        Assert.Equal((ExitCode.Bad, "error time_out_of_range: That time is still to come: nothing is known of it yet.\n  path: /at\nCheck the clock that made the time.\n"), (run.ExitCode, run.Notes));
    }

    [Fact]
    public async Task A_served_decision_is_shown_and_made_again()
    {
        var user = await UserWithFailedImport();
        var served = await Ask("decide", "--user", user, "--surface", "home.card", "--serve", "--json");
        var id = served.Json.GetProperty("decisionId").GetString()!;

        var people = await Ask("decision", id);
        var programs = await Ask("decision", id, "--json");

        Assert.Equal(ExitCode.Ok, people.ExitCode);
        Assert.StartsWith($"decision {id} ", people.Results, StringComparison.Ordinal);
        Assert.Contains("help.import_failed (card, in_app)", people.Lines);
        Assert.Contains("made again: identical, bit for bit", people.Lines);
        Assert.True(programs.Json.GetProperty("identical").GetBoolean());
        Assert.Equal(user, programs.Json.GetProperty("userId").GetString());
    }

    [Fact]
    public async Task A_decision_that_was_never_served_is_bad()
    {
        var run = await Ask("decision", "nonsense");
        Assert.Equal((ExitCode.Bad, "error unknown_decision: No decision was served under this id; peeks are not kept.\nUse the decisionId of a decision in mode serve that this tenant made.\n"), (run.ExitCode, run.Notes));
    }

    private Task<Personalize> Ask(params string[] args) => Personalize.Run([.. args, .. here]);

    private async Task<string> UserWithFailedImport()
    {
        using var folder = new TemporaryFolder();
        var user = Sample.Fresh("user");
        var sent = await Ask("send", folder.Write("events.ndjson", Sample.Failure(user)));
        Assert.Equal(ExitCode.Ok, sent.ExitCode);
        return user;
    }
}
