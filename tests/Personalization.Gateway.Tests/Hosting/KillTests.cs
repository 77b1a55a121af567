using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Personalization.Gateway.Tests.Support;
using Personalization.HostContract.Postgres;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class KillTests(PostgresServer postgres)
{
    private const int Senders = 4, BatchEvents = 50, AcknowledgedBatchesBeforeKill = 40;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task After_a_kill_while_clients_send_every_acknowledged_event_is_there_and_none_twice(string journal)
    {
        string[] flags = journal == "postgres" ? ["--journal", journal, "--postgres", await postgres.NewDatabase()] : [];
        var folder = Directory.CreateTempSubdirectory("gateway-").FullName;
        try
        {
            var acknowledged = await SendUntilKilled(folder, flags);
            using var server = await ServerProcess.Start(folder, flags);

            foreach (var batch in acknowledged)
            {
                var again = await server.Http.Post("/v1/batch", batch);
                Assert.Equal((0, BatchEvents), (again.Accepted, again.Duplicates));
            }

            for (var sender = 0; sender < Senders; sender++)
            {
                await AssertNoGapAndNoRepeat(server.Http, $"user-{sender}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_server_that_is_told_to_stop_ends_with_0_and_leaves_everything()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-").FullName;
        try
        {
            using (var server = await ServerProcess.Start(folder))
            {
                await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure("u")));
                Assert.Equal(0, await server.Terminate());
            }

            using var next = await ServerProcess.Start(folder);
            Assert.Equal(HttpStatusCode.OK, (await next.Http.Get("/v1/profiles/users/u")).Status);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyCollection<string>> SendUntilKilled(string folder, string[] flags)
    {
        using var server = await ServerProcess.Start(folder, flags);
        var acknowledged = new ConcurrentQueue<string>();
        var enough = new TaskCompletionSource();
        var senders = Enumerable.Range(0, Senders).Select(sender => Send(server.Http, sender, acknowledged, enough)).ToList();
        await enough.Task;
        await server.Kill();
        await Task.WhenAll(senders);
        return acknowledged;
    }

    private static async Task Send(HttpClient client, int sender, ConcurrentQueue<string> acknowledged, TaskCompletionSource enough)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                var batch = Sample.Batch([.. Enumerable.Range(0, BatchEvents).Select(at => Sample.Failure($"user-{sender}", $"{sender}-{number}-{at}"))]);
                var reply = await client.Post("/v1/batch", batch);
                Assert.Equal(BatchEvents, reply.Accepted);
                acknowledged.Enqueue(batch);
                if (acknowledged.Count >= AcknowledgedBatchesBeforeKill)
                {
                    enough.TrySetResult();
                }
            }
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            // The server was killed while this batch was on its way.
        }
        catch (Exception wrong)
        {
            enough.TrySetException(wrong);
            throw;
        }
    }

    private static async Task AssertNoGapAndNoRepeat(HttpClient client, string user)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var version = 0L;
        for (long? after = 0; after is { } from;)
        {
            var page = (await client.Get($"/v1/profiles/users/{user}/events?limit=1000&after={from}")).Body;
            foreach (var one in page.GetProperty("events").EnumerateArray())
            {
                Assert.Equal(++version, one.GetProperty("version").GetInt64());
                Assert.True(ids.Add(one.GetProperty("id").GetString()!), $"twice: {one}");
            }

            after = page.GetProperty("next").ValueKind == JsonValueKind.Null ? null : page.GetProperty("next").GetInt64();
        }

        Assert.Equal(version, (await client.Get($"/v1/profiles/users/{user}")).Body.GetProperty("version").GetInt64());
    }
}
