using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Gateway.Replays;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc.V1;
using Personalization.Server.Keys;

namespace Personalization.Gateway.Tests.Replays;

public sealed class ImportTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private string Folder => Path.Combine(server.Services.GetRequiredService<ReplayStorage>().Imports, FirstKey.Tenant.Value);

    [Fact]
    public async Task A_file_that_lies_on_the_server_is_loaded_and_refused_events_go_to_the_dead_letters()
    {
        var user = Sample.Fresh("user");
        Write("2025/events.ndjson", [.. Enumerable.Range(0, 1200).Select(_ => Sample.Failure(user)), "no event", Sample.Track(user, "unheard_of")]);

        var ended = await Backfill("2025/events.ndjson");

        Assert.Equal((ReplayState.Done, 1202, 1200, 0, 2), (ended.State, ended.Progress.Counts["events"], ended.Progress.Counts["accepted"], ended.Progress.Counts["duplicates"], ended.Progress.Counts["rejected"]));
        Assert.Equal(1200, (await server.Http.Get($"/v1/profiles/users/{user}")).Body.GetProperty("version").GetInt32());
        Assert.Contains("unheard_of", await server.Http.Text("/v1/dead-letters"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_cut_off_fails_its_job_with_how_far_it_came()
    {
        Write("cut.csv", ["userId,event", "u1,\"never closed" + new string('x', 300_000)]);
        var ended = await Backfill("cut.csv");
        Assert.Equal((ReplayState.Failed, "unreadable_source"), (ended.State, ended.FailureCode));
        Assert.Contains("behind line ", ended.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_file_of_the_same_name_is_not_gone_on_with()
    {
        var user = Sample.Fresh("user");
        Write("changed.csv", ["userId,event", $"{user},\"never closed" + new string('x', 300_000)]);
        var id = (await Backfill("changed.csv")).Id;
        Write("changed.csv", ["messageId,userId,event", $"{Sample.Fresh("m")},{user},import_failed"]);

        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.Post($"/v1/replays/{id}/resume", "")).Status);
        var ended = await Ended(id);

        Assert.Equal((ReplayState.Failed, "unreadable_source"), (ended.State, ended.FailureCode));
        Assert.Contains("is not the one", ended.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../development/events.ndjson")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../../dev.key")]
    [InlineData("..")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("a\\b")]
    [InlineData("C:a")]
    [InlineData("a\0b")]
    public async Task No_name_leads_out_of_the_folder(string name)
    {
        var reply = await server.Http.Post("/v1/replays", JsonSerializer.Serialize(new { kind = "backfill", importFile = name }));
        Assert.Equal(("unsafe_name", "/importFile"), (reply.Code, reply.Path));
    }

    [Fact]
    public async Task No_link_leads_out_of_the_folder()
    {
        Directory.CreateDirectory(Folder);
        File.CreateSymbolicLink(Path.Combine(Folder, "link"), FirstKey.PathIn(server.Services.GetRequiredService<ReplayStorage>().DataFolder));
        Directory.CreateSymbolicLink(Path.Combine(Folder, "links"), Path.GetTempPath());
        foreach (var name in (string[])["link", "links/a"])
        {
            Assert.Equal("unsafe_name", (await server.Http.Post("/v1/replays", JsonSerializer.Serialize(new { kind = "backfill", importFile = name }))).Code);
        }
    }

    [Theory]
    [InlineData("nothing.ndjson")]
    [InlineData("2025")]
    public async Task A_file_that_is_not_there_is_not_found(string name)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "2025"));
        Assert.Equal("unknown_file", (await server.Http.Post("/v1/replays", JsonSerializer.Serialize(new { kind = "backfill", importFile = name }))).Code);
    }

    private void Write(string name, string[] lines)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, lines);
    }

    private async Task<ReplayJob> Backfill(string name)
    {
        var started = await server.Http.Post("/v1/replays", string.Create(CultureInfo.InvariantCulture, $$"""{"kind":"backfill","importFile":"{{name}}","eventsPerSecond":1e6}"""));
        return await Ended(started.Body.GetProperty("id").GetString()!);
    }

    private async Task<ReplayJob> Ended(string id)
    {
        ReplayJob? last = null;
        var watch = new ReplayWatchRequest { Id = id };
        await foreach (var news in server.Grpc.ServerStreamAsync(Personalization.Grpc.V1.Replay.Watch, watch, cancellation: TestContext.Current.CancellationToken))
        {
            last = news.Job;
        }

        return last!;
    }
}
