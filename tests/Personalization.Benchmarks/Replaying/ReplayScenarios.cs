using System.Diagnostics;
using Personalization.Benchmarks.InProcess;
using Personalization.Benchmarks.Smoke;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Replay;
using Personalization.Replay.History;

namespace Personalization.Benchmarks.Replaying;

/// <summary>Replays of one journal beside the plain read of it.</summary>
internal static class ReplayScenarios
{
    private const string Plain = "read of the feed, nothing done with it";
    private static int rebuilds;

    public static IEnumerable<Scenario> All(FilledJournal past)
    {
        yield return Fed(past, Plain, "", () => null);
        yield return Fed(past, "verify, all decisions recomputed", ">= 500,000/s", () => new VerifyRun(Scope, Source(past), Nowhere.Instance));
        yield return Fed(past, "what-if, all decisions made under another catalog", ">= 500,000/s", () => new WhatIfRun(Scope, Source(past), Another(past), Nowhere.Instance));
        yield return new Scenario("first look at a profile of 10,000 events as of a time", "ms", "<= 20 ms", duration => AsOf(past, duration, isFirst: true)) { IsMet = milliseconds => milliseconds <= 20 };
        yield return new Scenario("profile of 10,000 events as of a time", "ms", "<= 20 ms", duration => AsOf(past, duration, isFirst: false)) { IsMet = milliseconds => milliseconds <= 20 };
        yield return Fed(past, "rebuild into another tenant", ">= 150,000/s", () => new RebuildRun(Scope, new TenantId($"bench/copy{++rebuilds}"), past.Host.Profiles)) with { IsMet = rate => rate >= 150_000 };
    }

    /// <summary>The median of one look after the other, each at another time; a first look is by a history that knows nothing but what is on disk.</summary>
    private static async Task<double> AsOf(FilledJournal past, TimeSpan duration, bool isFirst)
    {
        var history = History(past);
        var whole = await history.Get(FilledJournal.One, new PastMoment(FilledJournal.Until), CancellationToken.None);
        if (whole.Value?.View.Version < FilledJournal.EventsOfOne)
        {
            throw new InvalidOperationException("Events are missing.");
        }

        var random = new Random(1);
        var (times, clock) = (new List<double>(), Stopwatch.StartNew());
        while (clock.Elapsed < duration || times.Count == 0)
        {
            var looking = isFirst ? History(past) : history;
            var at = FilledJournal.From + ((FilledJournal.Until - FilledJournal.From) * random.NextDouble());
            var startedAt = Stopwatch.GetTimestamp();
            await looking.Get(FilledJournal.One, new PastMoment(at), CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    private static ProfileHistory History(FilledJournal past) => new(past.Host.Journal, past.Host.Snapshots, new PastCatalogs(past.Host.Catalog, past.Host.Catalog));

    private static ReplayScope Scope => new(SampleCatalog.Tenant, null, null, []);

    private static ReplaySource Source(FilledJournal past) => new(past.Host.Journal, past.Host.Catalog, past.Scratch());

    private static ActiveCatalog Another(FilledJournal past)
    {
        var catalog = past.Host.Catalog.Active.Catalog;
        return ActiveCatalog.Compile(catalog with { Hash = new CatalogHash(new string('a', 64)), Actions = [.. catalog.Actions.Select((action, at) => action with { Priority = at % 2 == 0 ? 1 : action.Priority })] });
    }

    private static Scenario Fed(FilledJournal past, string name, string bar, Func<IReplayRun?> run) => new(name, "events/s", bar, _ => Feed(past, run()))
    {
        IsMet = name == Plain ? null : rate => rate >= 500_000,
    };

    private static async Task<double> Feed(FilledJournal past, IReplayRun? run)
    {
        var (events, clock) = (0L, Stopwatch.StartNew());
        await foreach (var stored in past.Host.Journal.ReadFrom(0, CancellationToken.None))
        {
            if (run is not null)
            {
                await run.Take(stored, true, CancellationToken.None);
            }

            // A rebuild adds to the feed that it reads.
            if (++events == past.Events)
            {
                break;
            }
        }

        if (run is not null)
        {
            await run.Flush(CancellationToken.None);
            Console.Error.WriteLine(string.Join(", ", run.Counts.Select(count => $"{count.Key} {count.Value}")));
            await run.DisposeAsync();
        }

        return events / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Findings that nobody keeps.</summary>
    private sealed class Nowhere : IReplayFindings
    {
        public static Nowhere Instance { get; } = new();

        public ValueTask Add(ReplayFinding finding, CancellationToken cancellation) => default;
    }
}
