using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.Journal;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>Whatever nodes believe about who owns what, whatever gets lost between them, whoever is killed: what was answered is true, and nothing counts twice.</summary>
/// <param name="open">Opens a journal on the streams.</param>
/// <param name="snapshots">Of all nodes.</param>
/// <param name="rounds">Calls of each client.</param>
internal sealed class Storm(Func<Task<IJournal>> open, ISnapshots snapshots, int rounds)
{
    private const int Guests = 9, Accounts = 3, CapMax = 11;
    private const long Purse = 9 * Theatre.BigMillionths;
    private readonly Catalog season = Theatre.Season('a', CapMax, Purse);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task Pass(int seed)
    {
        var time = new ManualTime();
        var catalogs = new FixedCatalogs(season);
        await using var fleet = new StormyFleet(open, snapshots, catalogs, time, seed);
        await fleet.Start();
        var kept = await Task.WhenAll(Enumerable.Range(0, Guests).Select(at => Task.Run(() => Visit(fleet, at, new Random((seed * 100) + at)), Cancellation)));
        await fleet.CalmDown();

        // Who lives where it belongs may still be behind; a turn shows it.
        for (var at = 0; at < Guests; at++)
        {
            await fleet.Call(node => node.Ingest(Sample.Acme, [Crew.Track($"last-{at}", "applauded", $"g{at}", $"a{at % Accounts}")], Cancellation));
        }

        await using var journal = await open();
        var all = await ReadAll(journal);
        CheckStreams(all, [.. kept.SelectMany(one => one.Events)], [.. kept.SelectMany(one => one.Decisions)]);
        await using var alone = new EmbeddedProfiles(journal, new Embedded.MemorySnapshots(), catalogs, time, new EmbeddedHostOptions());
        await CheckLimits(alone);
        foreach (var subject in all.Select(stored => stored.Subject).Distinct().Where(subject => subject.Kind != SubjectKind.Shared))
        {
            Assert.Equal(ViewText.Of(await alone.Get(subject, Cancellation)), ViewText.Of(await fleet.Call(node => node.Get(subject, Cancellation))));
        }
    }

    /// <summary>The feed holds back what is newer than a transaction that still runs, such as that of a node that was killed: it is read until it has what came last.</summary>
    private static async Task<List<StoredEvent>> ReadAll(IJournal journal)
    {
        while (true)
        {
            var all = await journal.ReadFrom(0, Cancellation).ToListAsync(Cancellation);
            var ids = all.Select(stored => stored.Event.Id).ToHashSet(StringComparer.Ordinal);
            if (Enumerable.Range(0, Guests).All(at => ids.Contains($"last-{at}")))
            {
                return all;
            }
        }
    }

    private static void CheckStreams(List<StoredEvent> all, List<(string Id, string[] Streams)> events, List<string> decisions)
    {
        foreach (var acknowledged in events)
        {
            Assert.Equal(acknowledged.Streams, all.Where(stored => stored.Event.Id == acknowledged.Id).Select(stored => stored.Subject.ToString()).Order(StringComparer.Ordinal));
        }

        var served = all.Where(stored => stored.Event is Served).Select(stored => stored.Event.Id).ToHashSet(StringComparer.Ordinal);
        Assert.All(decisions, id => Assert.Contains(id, served));
        foreach (var stream in all.Where(stored => stored.Subject.Kind != SubjectKind.Shared).GroupBy(stored => stored.Subject))
        {
            Assert.Equal(stream.Count(), stream.Select(stored => stored.Event.Id).Distinct().Count());
            Assert.Equal(Enumerable.Range(1, stream.Count()).Select(version => (long)version), stream.Select(stored => stored.Version));
        }
    }

    private async Task CheckLimits(EmbeddedProfiles alone)
    {
        var books = await LimitBooks.Read(alone, season, Enumerable.Range(0, Guests).Select(at => $"g{at}"));
        Assert.InRange(books.Counted("house").Count, 1, CapMax);
        Assert.All(Enumerable.Range(0, Accounts), account => Assert.InRange(books.Counted("company", $"a{account}").Count, 0, CapMax));
        Assert.InRange(books.Spent("purse").Sum(one => one.Millionths), 1, Purse);
    }

    /// <summary>A client that sends everything again until it is answered, as clients do.</summary>
    private async Task<(List<(string Id, string[] Streams)> Events, List<string> Decisions)> Visit(StormyFleet fleet, int at, Random random)
    {
        var (events, decisions) = (new List<(string, string[])>(), new List<string>());
        for (var round = 0; round < rounds; round++)
        {
            var (guest, account) = ($"g{random.Next(3) + (at / 3 * 3)}", $"a{random.Next(Accounts)}");
            if (random.Next(2) == 0)
            {
                var id = $"e{at}-{round}";
                IncomingEvent[] batch = [Crew.Track(id, "applauded", guest, account), Crew.Track($"{id}-other", "applauded", $"g{random.Next(Guests)}", account)];
                var answers = await fleet.Call(node => node.Ingest(Sample.Acme, batch, Cancellation));
                Assert.All(answers, answer => Assert.NotEqual(IngestStatus.Rejected, answer.Status));
                events.AddRange(batch.Select(one => (one.Event.Id, new[] { Sample.User(one.UserId!).ToString(), Sample.Account(account).ToString() }.Order(StringComparer.Ordinal).ToArray())));
            }
            else
            {
                var ask = Crew.Ask("foyer", guest, account, requestId: random.Next(2) == 0 ? $"r{at}-{round}" : null);
                var batch = Enumerable.Range(0, 4).Select(other => Crew.Ask("foyer", $"g{random.Next(Guests)}", account, requestId: $"b{at}-{round}-{other}")).Prepend(ask).ToArray();
                var answers = random.Next(3) == 0 ? await fleet.Call(node => node.Decide(batch, Cancellation)) : [await fleet.Call(node => node.Decide(ask, Cancellation))];
                decisions.AddRange(answers.Select(answer => answer.Value!.Id));
                var first = answers[0].Value!;
                if (ask.RequestId is not null)
                {
                    Assert.Equal(first.Id, (await fleet.Call(node => node.Decide(ask, Cancellation))).Value!.Id);
                }
            }
        }

        return (events, decisions);
    }
}
