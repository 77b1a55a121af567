using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Catalogs;
using Personalization.Core.Codecs;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Grains.Tests.Embedded;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.Journal;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>The same calls, one after the other, leave the same streams on one node and on three: every event, in its order, with its id, and every profile byte for byte.</summary>
public sealed class SameStreamsTests
{
    private static readonly FoldPlan Folds = FoldPlan.Compile(Airline.Catalog);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void One_node_and_three_leave_the_same_streams() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(25),
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => Task.Run(() => Compare(seed)).GetAwaiter().GetResult()));

    private static async Task Compare(int seed)
    {
        var (alone, apart, scattered) = (new SharedStreams(), new SharedStreams(), new SharedStreams());
        string[] answers;
        await using (var host = new EmbeddedProfiles(new NodeJournal(alone), new MemorySnapshots(), new FixedCatalogs(Airline.Catalog), new ManualTime(), new EmbeddedHostOptions { DurableServes = true }))
        {
            answers = await Play(host, new Random(seed));
        }

        foreach (var (streams, placeOf) in new (SharedStreams, Func<SubjectKey, int>)[] { (apart, Places.Apart), (scattered, Places.Scattered) })
        {
            await using var fleet = Fleet.InMemory(streams, new MemorySnapshots(), placeOf, new FixedCatalogs(Airline.Catalog), new ManualTime());
            Assert.Equal(answers, await Play(fleet.Profiles, new Random(seed)));
            Assert.Equal(Describe(alone), Describe(streams));
        }
    }

    private static async Task<string[]> Play(IProfiles profiles, Random random)
    {
        var answers = new List<string>();
        for (var at = 0; at < 40; at++)
        {
            var (user, account) = ($"u{random.Next(3)}", random.Next(3) == 0 ? null : $"a{random.Next(2)}");
            var after = TimeSpan.FromSeconds(random.Next(-1000, 1000));
            if (random.Next(3) == 0)
            {
                var ask = Crew.Ask(random.Next(2) == 0 ? "lounge" : "office", user, account, requestId: random.Next(2) == 0 ? $"r{random.Next(5)}" : null);
                var decision = (await profiles.Decide(ask, Cancellation)).Value!;
                answers.Add($"{decision.Id} {decision.ProfileVersion} {string.Join(',', decision.Actions.Select(action => action.Id))}");
                continue;
            }

            var id = $"e{random.Next(30)}";
            IncomingEvent sent = random.Next(4) switch
            {
                0 => Crew.Track(id, "landed", user, account, after),
                1 => Crew.Track(id, "fuel_burnt", user, account, after, ("tons", Value.Int(random.Next(9)))),
                2 => Crew.Buy(id, 10, account: account ?? "a0"),
                _ => Crew.Group(id, account ?? "a1", user, after),
            };
            answers.AddRange((await profiles.Ingest(Sample.Acme, [sent], Cancellation)).Select(answer => $"{id} {answer.Status} {answer.Problem?.Code}"));
        }

        return [.. answers];
    }

    private static string[] Describe(SharedStreams streams) =>
        [.. streams.Feed().Select(stored => $"{stored.Position} {stored.Subject} {stored.Version} {stored.Event.Type} {stored.Event.Id} {stored.Event.Time} {stored.Event.ReceivedAt} {stored.Event.AccountId}"),
         .. streams.Subjects().Select(subject => $"{subject} {Fold(subject, streams.Read(subject))}")];

    private static string Fold(SubjectKey subject, StoredEvent[] events)
    {
        var profile = new Profile(Folds, subject.Kind == SubjectKind.Account ? SubjectSide.Account : SubjectSide.User);
        Array.ForEach(events, stored => Evolve.Apply(Folds, profile, stored.Version, stored.Event));
        using var bytes = new ByteWriter();
        ProfileCodec.Write(bytes, profile);
        return Convert.ToHexString(bytes.Written);
    }
}
