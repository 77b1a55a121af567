using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Grains.Tests.Embedded;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>Whatever nodes believe about who owns what, whatever gets lost between them, whoever is killed: what was answered is true, and nothing counts twice.</summary>
public sealed class StormTests
{
    private const int Guests = 9, Accounts = 3, Rounds = 25, CapMax = 11;
    private const long Purse = 9 * Theatre.BigMillionths;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Nothing_that_was_acknowledged_is_lost_and_nothing_is_applied_twice(int seed)
    {
        var streams = new SharedStreams();
        var time = new ManualTime();
        var season = Theatre.Season('a', CapMax, Purse);
        var catalogs = new FixedCatalogs(season);
        await using var fleet = new StormyFleet(streams, catalogs, time, seed);
        fleet.Start();
        var kept = await Task.WhenAll(Enumerable.Range(0, Guests).Select(at => Task.Run(() => Visit(fleet, at, new Random((seed * 100) + at)), Cancellation)));
        await fleet.CalmDown();

        // Who lives where it belongs may still be behind; a turn shows it.
        for (var at = 0; at < Guests; at++)
        {
            await fleet.Call(node => node.Ingest(Sample.Acme, [Crew.Track($"last-{at}", "applauded", $"g{at}", $"a{at % Accounts}")], Cancellation));
        }

        var all = streams.Feed();
        foreach (var acknowledged in kept.SelectMany(one => one.Events))
        {
            Assert.Equal(acknowledged.Streams, all.Where(stored => stored.Event.Id == acknowledged.Id).Select(stored => stored.Subject.ToString()).Order(StringComparer.Ordinal));
        }

        var served = all.Where(stored => stored.Event is Served).Select(stored => stored.Event.Id).ToHashSet(StringComparer.Ordinal);
        Assert.All(kept.SelectMany(one => one.Decisions), id => Assert.Contains(id, served));
        await using var alone = new EmbeddedProfiles(new NodeJournal(streams), new MemorySnapshots(), catalogs, time, new EmbeddedHostOptions());
        var books = await LimitBooks.Read(alone, season, Enumerable.Range(0, Guests).Select(at => $"g{at}"));
        Assert.InRange(books.Counted("house").Count, 1, CapMax);
        Assert.All(Enumerable.Range(0, Accounts), account => Assert.InRange(books.Counted("company", $"a{account}").Count, 0, CapMax));
        Assert.InRange(books.Spent("purse").Sum(one => one.Millionths), 1, Purse);
        foreach (var subject in streams.Subjects().Where(subject => subject.Kind != SubjectKind.Shared))
        {
            Assert.Equal(all.Count(stored => stored.Subject == subject), all.Where(stored => stored.Subject == subject).Select(stored => stored.Event.Id).Distinct().Count());
            Assert.Equal(ViewText.Of(await alone.Get(subject, Cancellation)), ViewText.Of(await fleet.Call(node => node.Get(subject, Cancellation))));
        }
    }

    /// <summary>A client that sends everything again until it is answered, as clients do.</summary>
    private static async Task<(List<(string Id, string[] Streams)> Events, List<string> Decisions)> Visit(StormyFleet fleet, int at, Random random)
    {
        var (events, decisions) = (new List<(string, string[])>(), new List<string>());
        for (var round = 0; round < Rounds; round++)
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
                var first = (await fleet.Call(node => node.Decide(ask, Cancellation))).Value!;
                decisions.Add(first.Id);
                if (ask.RequestId is not null)
                {
                    Assert.Equal(first.Id, (await fleet.Call(node => node.Decide(ask, Cancellation))).Value!.Id);
                }
            }
        }

        return (events, decisions);
    }
}
