using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;
using Personalization.Samples.Saas;

namespace Personalization.Cli.Tests.Simulating;

/// <summary><c>samples/saas/events.ndjson</c>, whose README names the command that made it.</summary>
public sealed class ExcerptTests
{
    private const string Made = "simulate --accounts 3 --users 18 --until 2026-02-18T15:00:00Z";
    private static readonly string Excerpt = Repository.PathOf("samples/saas/events.ndjson");

    [Fact]
    public async Task It_is_what_the_documented_command_prints()
    {
        var readme = await File.ReadAllTextAsync(Repository.PathOf("samples/saas/README.md"), TestContext.Current.CancellationToken);
        var printed = await Personalize.Run(Made.Split(' '));

        Assert.Contains(Made, readme, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(Excerpt, TestContext.Current.CancellationToken), printed.Results);
        Assert.True(new FileInfo(Excerpt).Length <= 1_000_000);
    }

    [Fact]
    public async Task A_server_takes_all_of_it()
    {
        await using var server = new GatewayServer();
        await server.InitializeAsync();

        var sent = await Personalize.Run("send", Excerpt, "--json", "--server", server.GrpcAddress.ToString(), "--key", server.KeyWith(KeyScopes.Ingest));

        Assert.Equal("", sent.Notes);
        Assert.Equal((await File.ReadAllLinesAsync(Excerpt, TestContext.Current.CancellationToken)).Length, sent.Json.GetProperty("accepted").GetInt32());
    }

    [Fact]
    public void It_tells_of_a_failed_import_a_quota_nearly_used_an_upgrade_and_people_who_left()
    {
        var until = new DateTimeOffset(2026, 2, 18, 15, 0, 0, TimeSpan.Zero);
        var history = SaasHistory.Generate(new HistoryOptions(until) { Accounts = 3, Users = 18 }).ToList();
        var lastSeen = history.Where(one => one.UserId is not null).GroupBy(one => one.UserId!).Select(one => one.Max(its => its.Timestamp));

        Assert.NotEmpty(LiveState.OpenImportFailures(history, until.AddDays(-1)));
        Assert.Contains(LiveState.RunsShares(history, until), share => Math.Round(share, 2) == 0.84);
        Assert.Contains(history, one => one.Type == "group" && one.GroupId == "acct-001" && one.Fields.Contains(("plan", "team")));
        Assert.Contains(lastSeen, at => at < until.AddDays(-10));
    }
}
