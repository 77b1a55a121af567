using System.Diagnostics;
using Personalization.Grpc.V1;

namespace Personalization.Benchmarks.Smoke;

/// <summary>Many decisions over few calls: the bidirectional stream and the batch, by a client on the same cores.</summary>
internal static class StreamScenarios
{
    private const int Users = 2_000;
    private const int BatchSize = 250;
    private const int UnderWay = 4;

    public static IEnumerable<Scenario> All(Bench bench)
    {
        var users = Enumerable.Range(0, Users).Select(number => $"bench-stream-{number}").ToArray();
        Questions.Meet(bench, users).GetAwaiter().GetResult();
        yield return new Scenario("stream `Decide`, peek", "decisions/s", "stream or batch >= 300,000/s", duration => Stream(bench, users, DecideMode.Peek, duration)) { IsMet = rate => rate >= 300_000 };
        yield return new Scenario("batch `Decide`, peek", "decisions/s", "stream or batch >= 300,000/s", duration => Batch(bench, users, DecideMode.Peek, duration)) { IsMet = rate => rate >= 300_000 };
        yield return new Scenario("stream `Decide`, serve", "decisions/s", "stream or batch >= 60,000/s", duration => Stream(bench, users, DecideMode.Serve, duration)) { IsMet = rate => rate >= 60_000 };
        yield return new Scenario("batch `Decide`, serve", "decisions/s", "stream or batch >= 60,000/s", duration => Batch(bench, users, DecideMode.Serve, duration)) { IsMet = rate => rate >= 60_000 };
    }

    private static async Task<double> Stream(Bench bench, string[] users, DecideMode mode, TimeSpan duration)
    {
        await using var call = bench.Client.Open(Decisions.DecideStream);
        var clock = Stopwatch.StartNew();
        var requests = users.Select((user, at) => new DecideStreamRequest { Correlation = (ulong)at, Request = Questions.Of(user, mode) }).ToArray();
        var writing = Task.Run(async () =>
        {
            for (var at = 0; clock.Elapsed < duration; at = (at + 1) % requests.Length)
            {
                await call.WriteAsync(requests[at]);
            }

            await call.CompleteAsync();
        });
        long answered = 0;
        await foreach (var answer in call.ReadAllAsync())
        {
            answered += Require(answer.Decision);
        }

        await writing;
        return answered / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> Batch(Bench bench, string[] users, DecideMode mode, TimeSpan duration)
    {
        var batches = users.Chunk(BatchSize).Select(some => new DecideBatchRequest { Requests = { some.Select(user => Questions.Of(user, mode)) } }).ToArray();
        var clock = Stopwatch.StartNew();
        var answered = await Task.WhenAll(Enumerable.Range(0, UnderWay).Select(async lane =>
        {
            long mine = 0;
            for (var at = lane; clock.Elapsed < duration; at++)
            {
                var answer = await bench.Client.UnaryAsync(Decisions.DecideBatch, batches[at % batches.Length]);
                mine += answer.Results.Sum(one => Require(one.Decision));
            }

            return mine;
        }));
        return answered.Sum() / clock.Elapsed.TotalSeconds;
    }

    private static long Require(DecideResponse? decision) =>
        decision is null ? throw new InvalidOperationException("A decision failed.") : 1;
}
