using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Personalization.Grpc.V1;

namespace Personalization.Benchmarks.Smoke;

/// <summary>Events acknowledged as durable, over gRPC and over Segment's JSON, by a client on the same cores.</summary>
internal static class IngestScenarios
{
    private const int BatchSize = 500;
    private const int Users = 5_000;
    private const int UnderWay = 4;
    private static long batchesMade;

    public static IEnumerable<Scenario> All(Bench bench)
    {
        yield return new Scenario("durable ingest, gRPC stream", "events/s", ">= 60,000/s", duration => GrpcStream(bench, duration)) { IsMet = rate => rate >= 60_000 };
        yield return new Scenario("durable ingest, Segment JSON", "events/s", ">= 25,000/s", duration => Segment(bench, duration)) { IsMet = rate => rate >= 25_000 };
    }

    private static async Task<double> GrpcStream(Bench bench, TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        await using var call = bench.Client.Open(Events.IngestStream);
        using var room = new SemaphoreSlim(UnderWay);
        var writing = Task.Run(async () =>
        {
            while (clock.Elapsed < duration)
            {
                await room.WaitAsync();
                await call.WriteAsync(GrpcBatch());
            }

            await call.CompleteAsync();
        });
        long acknowledged = 0;
        await foreach (var answer in call.ReadAllAsync())
        {
            acknowledged += Require(answer.Accepted);
            room.Release();
        }

        await writing;
        return acknowledged / clock.Elapsed.TotalSeconds;
    }

    private static IngestStreamRequest GrpcBatch()
    {
        var number = Interlocked.Increment(ref batchesMade);
        var request = new IngestStreamRequest { Batch = (ulong)number };
        for (var at = 0; at < BatchSize; at++)
        {
            request.Events.Add(new Event
            {
                MessageId = string.Create(CultureInfo.InvariantCulture, $"bench-{number}-{at}"),
                Type = EventType.Track,
                UserId = User(number, at),
                Event_ = "feature_used",
                Properties = new Struct { Fields = { ["feature"] = Value.ForString("board"), ["durationMs"] = Value.ForNumber(1_500 + at) } },
            });
        }

        return request;
    }

    private static async Task<double> Segment(Bench bench, TimeSpan duration)
    {
        using var http = new HttpClient { BaseAddress = bench.Http };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bench.Key);
        var clock = Stopwatch.StartNew();
        var acknowledged = await Task.WhenAll(Enumerable.Range(0, UnderWay).Select(async _ =>
        {
            long mine = 0;
            while (clock.Elapsed < duration)
            {
                using var body = new ByteArrayContent(SegmentBatch());
                body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var answer = await http.PostAsync("/v1/batch", body);
                var text = await answer.Content.ReadAsStringAsync();
                mine += text.Contains($"\"accepted\":{BatchSize},", StringComparison.Ordinal) ? BatchSize : throw new InvalidOperationException(text);
            }

            return mine;
        }));
        return acknowledged.Sum() / clock.Elapsed.TotalSeconds;
    }

    private static byte[] SegmentBatch()
    {
        var number = Interlocked.Increment(ref batchesMade);
        var text = new StringBuilder("{\"batch\":[");
        for (var at = 0; at < BatchSize; at++)
        {
            text.Append(at == 0 ? "" : ",").Append(
                CultureInfo.InvariantCulture,
                $$"""{"type":"track","messageId":"bench-{{number}}-{{at}}","userId":"{{User(number, at)}}","event":"feature_used","properties":{"durationMs":{{1_500 + at}},"feature":"board"},"context":{"library":{"name":"bench"} } }""");
        }

        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }

    private static string User(long batch, int at) => string.Create(CultureInfo.InvariantCulture, $"bench-{((batch * 7919) + at) % Users}");

    private static long Require(int accepted) => accepted == BatchSize ? accepted : throw new InvalidOperationException($"Only {accepted} of {BatchSize} events were accepted.");
}
