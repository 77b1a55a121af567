using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Grains.Embedded;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.Journal.Sqlite;

namespace Personalization.Replay.Tests;

/// <summary>A host on a data folder of its own in which guests applaud, are served and answer, while seasons (catalogs) come and go.</summary>
internal sealed class Playhouse : IAsyncDisposable
{
    private const int Guests = 9, Companies = 3;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("playhouse-");
    private readonly List<Decision> served = [];
    private int events;

    public Playhouse(Catalog first, int liveGrainsMax = 1_000)
    {
        Catalogs = new FixedCatalogs(first);
        var data = Path.Combine(folder.FullName, "data");
        Directory.CreateDirectory(data);
        Journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = data });
        Snapshots = SqliteSnapshots.Open(data);
        Host = new EmbeddedProfiles(Journal, Snapshots, Catalogs, Time, new EmbeddedHostOptions { LiveGrainsMax = liveGrainsMax });
    }

    public static TenantId Tenant => Sample.Acme;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ManualTime Time { get; } = new();

    public FixedCatalogs Catalogs { get; }

    public SqliteJournal Journal { get; }

    public SqliteSnapshots Snapshots { get; }

    public EmbeddedProfiles Host { get; }

    /// <summary>All of the tenant.</summary>
    public static ReplayScope All => new(Tenant, null, null, []);

    /// <summary>What runs read beside the feed.</summary>
    public ReplaySource Source => new(Journal, Catalogs, Path.Combine(folder.FullName, Guid.NewGuid().ToString("N")));

    /// <summary>Season after season of random guests; the seasons come back in another order.</summary>
    /// <param name="random">Decides everything but who comes first.</param>
    /// <param name="steps">How often up to four of them do something at the same time.</param>
    /// <param name="letters">The seasons; none for the first catalog all the time.</param>
    public async Task Live(Random random, int steps, string letters = "abcdef")
    {
        foreach (var letter in letters)
        {
            Catalogs.Publish(Theatre.Season(letter, max: 4 + (letter % 3), purse: 60_000_000));
        }

        for (var step = 0; step < steps; step++)
        {
            Time.Advance(TimeSpan.FromMinutes(random.Next(90)));
            if (random.Next(25) == 0 && letters.Length > 0)
            {
                Catalogs.Activate(new CatalogHash(new string(letters[random.Next(letters.Length)], 64)));
            }

            await Task.WhenAll(Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Step(new Random(random.Next()))).ToArray());
        }

        // What was undone in the millisecond of its merge was received a little later.
        Time.Advance(TimeSpan.FromMilliseconds(100));
        await Host.Ingest(Tenant, [Applause(random)], Cancellation);
    }

    /// <summary>Feeds a run with all of the journal.</summary>
    /// <param name="run">The run.</param>
    /// <param name="newAfter">The place in the feed up to which nothing is new.</param>
    public async Task<IReadOnlyDictionary<string, long>> Feed(IReplayRun run, long newAfter = 0)
    {
        await foreach (var stored in Journal.ReadFrom(0, Cancellation))
        {
            await run.Take(stored, stored.Position > newAfter, Cancellation);
        }

        await run.Flush(Cancellation);
        return run.Counts;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Journal.DisposeAsync();
        Snapshots.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task Step(Random random)
    {
        switch (random.Next(6))
        {
            case 5:
                await MergeOrPart(random);
                break;
            case < 2:
                await Host.Ingest(Tenant, [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Applause(random))], Cancellation);
                break;
            case 2 when Answerable(random) is { } decision:
                await Host.RecordOutcome(Tenant, new OutcomeReport(decision.Id, decision.Actions[0].Id, random.Next(2) == 0 ? Outcome.Dismissed : Outcome.Clicked, null), Cancellation);
                break;
            default:
                await Serve(random);
                break;
        }
    }

    /// <summary>A visitor turns out to be a guest, or not to be one after all.</summary>
    private async Task MergeOrPart(Random random)
    {
        var (guest, visitor) = ($"g{random.Next(7)}", $"g{7 + random.Next(2)}");
        if (random.Next(2) == 0)
        {
            var known = await Host.Get(Visitor(visitor), Cancellation);
            await Host.Unmerge(known?.Subject ?? Sample.User(guest), Visitor(visitor), Cancellation);
            return;
        }

        var time = Core.Instant.From(Time.GetUtcNow());
        await Host.Ingest(Tenant, [new IncomingEvent(guest, visitor, new Identified { Id = $"e{Interlocked.Increment(ref events)}", Time = time, ReceivedAt = time })], Cancellation);
    }

    private static SubjectKey Visitor(string id) => new(Tenant, SubjectKind.Anonymous, id);

    private async Task Serve(Random random)
    {
        var guest = random.Next(Guests);
        var surface = new[] { "seat", "box", "hall", "till", "foyer", "foyer" }[random.Next(6)];
        var request = Crew.Ask(surface, $"g{guest}", random.Next(4) == 0 ? null : $"c{guest % Companies}", requestId: random.Next(3) == 0 ? $"r{random.Next(6)}" : null) with
        {
            Max = random.Next(3) == 0 ? random.Next(0, 4) : null,
            Subject = guest < 7 ? Sample.User($"g{guest}") : Sample.User($"g{guest}") with { Kind = SubjectKind.Anonymous },
        };
        var answer = await Host.Decide(request, Cancellation);
        Assert.True(answer.IsOk, answer.Problem?.Message);
        lock (served)
        {
            served.Add(answer.Value);
        }
    }

    private IncomingEvent Applause(Random random)
    {
        var guest = random.Next(Guests);
        var number = Interlocked.Increment(ref events);
        var time = Core.Instant.From(Time.GetUtcNow());
        return new IncomingEvent(guest < 7 ? $"g{guest}" : null, guest < 7 ? null : $"g{guest}", new Tracked
        {
            Id = $"e{number}", Time = time - TimeSpan.FromMinutes(random.Next(-300, 3_000)), ReceivedAt = time, AccountId = $"c{guest % Companies}", Name = "applauded",
        });
    }

    private Decision? Answerable(Random random)
    {
        lock (served)
        {
            var some = served.Where(decision => decision.Actions.Length > 0 && decision.Id[0] == 'd').ToArray();
            return some.Length == 0 ? null : some[random.Next(some.Length)];
        }
    }
}
