using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Tests.Support;
using Personalization.Gateway.Tests.Telemetry;
using Personalization.Gateway.Tests.Watching;
using Personalization.Grains;
using Personalization.Grpc.V1;
using Personalization.Hosting.Logging;
using Personalization.Journal.Backups;
using Personalization.Journal.Erasures;
using SubjectKind = Personalization.Core.Subjects.SubjectKind;
using PlainSearch = Personalization.HostContract.PlainSearch;

namespace Personalization.Gateway.Tests.SubjectRequests;

public sealed class ErasureTests : IDisposable
{
    private static readonly TenantId Tenant = new("demo/development");
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("erasure-");
    private readonly Doomed doomed = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(root.FullName, "data");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public async Task Of_whoever_is_erased_no_file_of_the_data_folder_holds_an_id_or_a_value()
    {
        await using (var before = await GatewayServer.On(Data))
        {
            await doomed.Live(before);
        }

        await using var server = await GatewayServer.On(Data);
        Assert.Equal(doomed.Texts.Length, PlainSearch.In(Data, doomed.Texts).Select(one => one.Split(": ")[1]).Distinct().Count());

        var receipt = await doomed.Erase(server);

        Assert.Equal(HttpStatusCode.OK, receipt.Status);
        Assert.Empty(PlainSearch.In(Data, doomed.Texts));
        await doomed.AssertGone(server);
        Assert.Equal((9, 1), (receipt.Body.GetProperty("events").GetInt32(), receipt.Body.GetProperty("deadLetters").GetInt32()));
        Assert.DoesNotContain(doomed.User, receipt.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_erased_under_one_id_is_erased_under_all_of_them()
    {
        var visitor = $"visitor-{Guid.NewGuid():N}";
        string[] texts = [.. doomed.Texts, visitor, $"secret-{visitor}"];
        await using var server = await GatewayServer.On(Data);
        await server.Http.Post("/v1/batch", Sample.Batch(
            $$$"""{"type":"track","messageId":"m-{{{visitor}}}","anonymousId":"{{{visitor}}}","event":"import_failed","properties":{"code":"secret-{{{visitor}}}","feature":"csv"}}"""));
        await doomed.Live(server);
        await server.Http.Post("/v1/batch", Sample.Batch($$"""{"type":"identify","messageId":"i-{{visitor}}","anonymousId":"{{visitor}}","userId":"{{doomed.User}}"}"""));
        Assert.NotEmpty(PlainSearch.In(Data, $"secret-{visitor}"));

        var receipt = await server.Http.Delete($"/v1/profiles/anonymous/{visitor}");

        Assert.Equal(HttpStatusCode.OK, receipt.Status);
        Assert.Empty(PlainSearch.In(Data, texts));
        await doomed.AssertGone(server);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get($"/v1/profiles/anonymous/{visitor}")).Status);
    }

    [Fact]
    public async Task Who_was_parted_from_somebody_keeps_their_own_and_nothing_of_whom_is_erased()
    {
        var visitor = $"visitor-{Guid.NewGuid():N}";
        await using var server = await GatewayServer.On(Data);
        await TakeForOne(server, visitor);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Post($"/v1/profiles/users/{doomed.User}/unmerge", $$"""{"kind":"anonymous","id":"{{visitor}}"}""")).Status);

        Assert.Equal(HttpStatusCode.OK, (await doomed.Erase(server)).Status);

        Assert.Empty(PlainSearch.In(Data, doomed.Texts));
        var left = await server.Http.Get($"/v1/profiles/anonymous/{visitor}");
        Assert.Equal((HttpStatusCode.OK, visitor), (left.Status, left.Body.GetProperty("id").GetString()));
        Assert.Equal(1, (await server.Http.Post("/v1/batch", Sample.Batch($$"""{"type":"track","messageId":"after-{{visitor}}","anonymousId":"{{visitor}}","event":"import_failed","properties":{"code":"disk","feature":"csv"} }"""))).Accepted);
    }

    [Fact]
    public async Task Of_an_id_that_was_parted_from_a_user_and_is_erased_the_user_keeps_nothing()
    {
        var visitor = $"visitor-{Guid.NewGuid():N}";
        await using var server = await GatewayServer.On(Data);
        await TakeForOne(server, visitor);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Post($"/v1/profiles/users/{doomed.User}/unmerge", $$"""{"kind":"anonymous","id":"{{visitor}}"}""")).Status);

        Assert.Equal(HttpStatusCode.OK, (await server.Http.Delete($"/v1/profiles/anonymous/{visitor}")).Status);

        Assert.Empty(PlainSearch.In(Data, visitor, $"secret-{visitor}"));
        var after = await server.Http.Get($"/v1/profiles/users/{doomed.User}");
        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.DoesNotContain(visitor, after.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_leads_to_somebody_who_is_not_there_any_more_is_erased_by_its_own_name()
    {
        var visitor = $"visitor-{Guid.NewGuid():N}";
        await using var server = await GatewayServer.On(Data);
        await TakeForOne(server, visitor);
        await server.Services.GetRequiredService<ISubjectMemory>().Destroy(
            new SubjectKey(Tenant, SubjectKind.User, doomed.User), () => server.Services.GetRequiredService<Journal.IJournal>().Erase(new SubjectKey(Tenant, SubjectKind.User, doomed.User), Cancellation));
        Assert.NotEmpty(PlainSearch.In(Data, $"secret-{visitor}"));

        Assert.Equal(HttpStatusCode.OK, (await server.Http.Delete($"/v1/profiles/anonymous/{visitor}")).Status);

        Assert.Empty(PlainSearch.In(Data, visitor, $"secret-{visitor}"));
    }

    [Fact]
    public async Task A_profile_in_memory_does_not_come_back_when_the_server_stops()
    {
        await using (var server = await GatewayServer.On(Data))
        {
            await doomed.Live(server);
            await server.Http.Get($"/v1/profiles/users/{doomed.User}");
            await doomed.Erase(server);
        }

        Assert.Empty(PlainSearch.In(Data, doomed.Texts));
        await using var next = await GatewayServer.On(Data);
        await doomed.AssertGone(next);
    }

    [Fact]
    public async Task A_backup_from_before_that_is_restored_beside_the_ledger_holds_nothing_once_a_server_has_started()
    {
        var (backup, restored) = (Path.Combine(root.FullName, "backup"), Path.Combine(root.FullName, "restored"));
        await using (var server = await GatewayServer.On(Data))
        {
            await doomed.Live(server);
            JournalBackup.Run(Data, backup, TimeProvider.System, null, Cancellation);
            await doomed.Erase(server);
        }

        JournalRestore.Run(backup, restored, null, Cancellation);
        Assert.NotEmpty(PlainSearch.In(restored, doomed.Texts));
        CopyBeside(restored);
        await using (var server = await GatewayServer.On(restored))
        {
            Assert.Empty(PlainSearch.In(restored, doomed.Texts));
            await doomed.AssertGone(server);
        }

        Assert.Empty(PlainSearch.In(restored, doomed.Texts));
    }

    [Fact]
    public async Task Somebody_of_whom_only_a_refused_event_was_kept_is_erased_again_after_a_restore_too()
    {
        var (backup, restored) = (Path.Combine(root.FullName, "backup"), Path.Combine(root.FullName, "restored"));
        await using (var server = await GatewayServer.On(Data))
        {
            await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(doomed.Neighbour), Sample.Track(doomed.User, "no_such_event"), Sample.Track(doomed.Neighbour, "no_such_event")));
            JournalBackup.Run(Data, backup, TimeProvider.System, null, Cancellation);
            await doomed.Erase(server);
        }

        JournalRestore.Run(backup, restored, null, Cancellation);
        CopyBeside(restored);
        await using (var server = await GatewayServer.On(restored))
        {
            await doomed.AssertGone(server);
        }

        Assert.Empty(PlainSearch.In(restored, doomed.Texts));
    }

    [Fact]
    public async Task Whoever_comes_back_is_somebody_new_and_stays()
    {
        await using (var server = await GatewayServer.On(Data))
        {
            await doomed.Live(server);
            await doomed.Erase(server);
            await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(doomed.User), Sample.Track(doomed.User, "no_such_event")));
        }

        await using var next = await GatewayServer.On(Data);
        Assert.Equal(1, (await next.Http.Get($"/v1/profiles/users/{doomed.User}")).Body.GetProperty("version").GetInt64());
        Assert.Contains("\"dead_letter\"", await next.Http.Text($"/v1/profiles/users/{doomed.User}/export"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_comes_back_after_a_restore_stays_too()
    {
        var (backup, restored) = (Path.Combine(root.FullName, "backup"), Path.Combine(root.FullName, "restored"));
        await using (var server = await GatewayServer.On(Data))
        {
            await doomed.Live(server);
            JournalBackup.Run(Data, backup, TimeProvider.System, null, Cancellation);
            for (var more = 0; more < 20; more++)
            {
                await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure("another")));
            }

            await doomed.Erase(server);
        }

        JournalRestore.Run(backup, restored, null, Cancellation);
        CopyBeside(restored);
        await using (var server = await GatewayServer.On(restored))
        {
            // Its place in the feed is one that lay before the erasure, in the journal of then.
            await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(doomed.User)));
        }

        await using var next = await GatewayServer.On(restored);
        Assert.Equal(1, (await next.Http.Get($"/v1/profiles/users/{doomed.User}")).Body.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task An_erasure_that_was_only_begun_is_done_by_the_next_start()
    {
        await using (var server = await GatewayServer.On(Data))
        {
            await doomed.Live(server);
        }

        await FolderErasureLedger.Open(Data).Begin(new SubjectKey(Tenant, SubjectKind.User, doomed.User), Instant.From(DateTimeOffset.UtcNow), null);

        await using var next = await GatewayServer.On(Data);
        Assert.Empty(PlainSearch.In(Data, doomed.Texts));
        await doomed.AssertGone(next);
    }

    [Fact]
    public async Task While_somebody_is_erased_calls_about_them_come_again_and_others_are_answered()
    {
        await using var server = await GatewayServer.On(Data);
        await doomed.Live(server);

        Assert.True(await server.Services.GetRequiredService<ISubjectMemory>().Destroy(new SubjectKey(Tenant, SubjectKind.User, doomed.User), async () =>
        {
            var ingested = await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(doomed.User)));
            var decided = await server.Http.Post("/v1/decide", $$"""{"userId":"{{doomed.User}}","surface":"home.card"}""");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "not_ready"), (ingested.Status, ingested.Code));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "not_ready"), (decided.Status, decided.Code));
            return (await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(doomed.Neighbour)))).Accepted == 1;
        }));

        Assert.Equal(1, (await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(doomed.User)))).Accepted);
    }

    [Fact]
    public async Task Whoever_watches_is_told_by_the_end_of_the_watch()
    {
        await using var server = await GatewayServer.On(Data);
        await doomed.Live(server);
        await using var stream = await EventStream.Open(server.Http, $"/v1/profiles/users/{doomed.User}/watch");
        Assert.NotNull(await stream.Next());

        await doomed.Erase(server);

        Assert.Null(await stream.Next());
    }

    [Fact]
    public async Task The_log_and_what_a_replay_found_name_nobody()
    {
        using var logs = new LogLines();
        await using var server = await GatewayServer.With(Logs.Defaults, logs);
        await doomed.Live(server);
        var replay = (await server.Http.Post("/v1/replays", $$"""{"kind":"verify","from":"2026-01-01T00:00:00Z","subjects":["user:{{doomed.User}}"]}""")).Body.GetProperty("id").GetString();
        while ((await server.Http.Get($"/v1/replays/{replay}")).Body.GetProperty("state").GetString() is "waiting" or "running")
        {
            await Task.Yield();
        }

        Assert.Equal(HttpStatusCode.OK, (await doomed.Erase(server)).Status);

        Assert.Empty(PlainSearch.In(server.Folder, doomed.Texts));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get($"/v1/replays/{replay}")).Status);
        Assert.DoesNotContain(logs.All, line => doomed.Texts.Any(text => line.Text.Contains(text, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nobody_at_all_gets_a_receipt_too_and_an_id_that_cannot_be_is_refused()
    {
        await using var server = await GatewayServer.On(Data);

        var receipt = await doomed.Erase(server);
        var refused = await server.Http.Delete($"/v1/profiles/users/{new string('x', 300)}");

        Assert.Equal((HttpStatusCode.OK, 0), (receipt.Status, receipt.Body.GetProperty("events").GetInt32()));
        Assert.Equal((HttpStatusCode.BadRequest, "/id"), (refused.Status, refused.Path));
    }

    [Fact]
    public async Task Over_gRPC_it_is_the_same_and_the_receipt_is_in_the_ledger()
    {
        await using var server = await GatewayServer.On(Data);
        await doomed.Live(server);

        var receipt = await server.Grpc.Call(Personalization.Grpc.V1.Profiles.Erase, new ProfilesEraseRequest { Kind = Personalization.Grpc.V1.SubjectKind.User, Id = doomed.User });

        Assert.Equal((9, 1), (receipt.Events, receipt.DeadLetters));
        Assert.Equal(receipt.Receipt, (await server.Services.GetRequiredService<IErasureLedger>().ReadEntries(Cancellation))[^1].Id);
        await doomed.AssertGone(server);
    }

    /// <summary>A visitor who has done something signs in as the doomed user.</summary>
    private async Task TakeForOne(GatewayServer server, string visitor)
    {
        await server.Http.Post("/v1/batch", Sample.Batch(
            $$$"""{"type":"track","messageId":"m-{{{visitor}}}","anonymousId":"{{{visitor}}}","event":"import_failed","properties":{"code":"secret-{{{visitor}}}","feature":"csv"}}"""));
        await doomed.Live(server);
        await server.Http.Post("/v1/batch", Sample.Batch($$"""{"type":"identify","messageId":"{{Sample.Fresh("event")}}","anonymousId":"{{visitor}}","userId":"{{doomed.User}}"}"""));
    }

    /// <summary>What an operator keeps beside the backups: the ledger, and the key.</summary>
    private void CopyBeside(string to)
    {
        File.Copy(Path.Combine(Data, "dev.key"), Path.Combine(to, "dev.key"));
        var target = Directory.CreateDirectory(Path.Combine(to, "erasures")).FullName;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Data, "erasures")))
        {
            File.Copy(path, Path.Combine(target, Path.GetFileName(path)));
        }
    }
}
