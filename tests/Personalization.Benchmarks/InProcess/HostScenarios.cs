using System.Diagnostics;
using System.Globalization;
using Personalization.Benchmarks.Smoke;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Grains;

namespace Personalization.Benchmarks.InProcess;

/// <summary>The embedded host without a transport: events made durable, decisions from memory.</summary>
internal static class HostScenarios
{
    private const int BatchSize = 500;
    private const int Users = 5_000;
    private const int UnderWay = 4;
    private static long batchesMade;

    public static IEnumerable<Scenario> All(Bench bench)
    {
        yield return new Scenario("durable ingest, in process", "events/s", ">= 150,000/s", duration => Ingest(bench.Host, duration)) { IsMet = rate => rate >= 150_000 };
        yield return new Scenario("embedded host, `Decide` peek of one caller", "decisions/s", "", duration => Decide(bench.Host, duration));
    }

    /// <summary>Batches of new events of some thousand users, several under way at once.</summary>
    internal static async Task<double> Ingest(LocalHost host, TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        var acknowledged = await Task.WhenAll(Enumerable.Range(0, UnderWay).Select(_ => Task.Run(async () =>
        {
            long mine = 0;
            while (clock.Elapsed < duration)
            {
                mine += await host.Ingest(Batch());
            }

            return mine;
        })));
        return acknowledged.Sum() / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> Decide(LocalHost host, TimeSpan duration)
    {
        await host.Ingest([Failure("bench-user")]);
        long decisions = 0;
        var clock = Stopwatch.StartNew();
        for (; clock.Elapsed < duration; decisions++)
        {
            await host.Decide("bench-user");
        }

        return decisions / clock.Elapsed.TotalSeconds;
    }

    /// <summary>A new event for which the sample has something to show.</summary>
    internal static IncomingEvent Failure(string user) =>
        Track("meet-" + Interlocked.Increment(ref batchesMade), user, "import_failed", ("code", Value.String("csv_encoding")), ("feature", Value.String("csv")));

    /// <summary>New events of some thousand users.</summary>
    internal static IncomingEvent[] Batch()
    {
        var number = Interlocked.Increment(ref batchesMade);
        var events = new IncomingEvent[BatchSize];
        for (var at = 0; at < BatchSize; at++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"bench-{number}-{at}");
            var user = string.Create(CultureInfo.InvariantCulture, $"bench-{((number * 7919) + at) % Users}");
            events[at] = Track(id, user, "feature_used", ("feature", Value.String("board")), ("durationMs", Value.Int(1_500 + at)));
        }

        return events;
    }

    private static IncomingEvent Track(string id, string user, string name, params ReadOnlySpan<(string Name, Value Value)> properties)
    {
        var now = Instant.From(DateTimeOffset.UtcNow);
        var entries = new KeyValuePair<Value, Value>[properties.Length];
        for (var at = 0; at < entries.Length; at++)
        {
            entries[at] = KeyValuePair.Create(Value.String(properties[at].Name), properties[at].Value);
        }

        return new IncomingEvent(user, null, new Tracked { Id = id, Time = now, ReceivedAt = now, Name = name, Properties = new ValueMap(entries) });
    }
}
