using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.Journal;
using Personalization.Replay.History;

namespace Personalization.Replay.Tests.History;

/// <summary>A host whose marks are four events apart, over any journal; and looks at its past, which are held against folds of the whole streams.</summary>
internal sealed class MarkedPast : IAsyncDisposable
{
    private const int Apart = 4;
    private static readonly SubjectKey[] Somebody = [Sample.User("g0"), Sample.User("g1"), Sample.Account("c0")];
    private static readonly Catalog[] Seasons = [.. "abc".Select(letter => Theatre.Season(letter, max: 5, purse: 60_000_000))];
    private static readonly FoldPlan[] Plans = [.. Seasons.Select(FoldPlan.Compile)];
    private readonly FixedCatalogs catalogs = new(Seasons[0]);
    private readonly IJournal journal;
    private readonly ISnapshots snapshots;
    private readonly PastFold looking;
    private EmbeddedProfiles host;
    private Instant received = Sample.Noon;
    private int events;

    public MarkedPast(IJournal journal, ISnapshots snapshots)
    {
        (this.journal, this.snapshots) = (journal, snapshots);
        Array.ForEach(Seasons, catalogs.Publish);
        catalogs.Activate(Seasons[0].Hash);
        looking = new PastFold(journal, snapshots, new ProfileMarks(), Apart);
        host = Start();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task Do(PastStep step)
    {
        switch (step.Kind)
        {
            case PastStepKind.Send:
                received += TimeSpan.FromHours(step.Hours);
                await host.Ingest(Sample.Acme, [.. Some(step, 0).Select(one => new Grains.IncomingEvent($"g{step.Subject % 2}", null, one))], Cancellation);
                break;
            case PastStepKind.Import:
                await host.Import(Somebody[step.Subject], [.. Some(step, -100)], Cancellation);
                break;
            case PastStepKind.Sweep:
                await host.SweepIdle(Cancellation);
                break;
            case PastStepKind.Season:
                catalogs.Activate(Seasons[step.Subject].Hash);
                break;
            case PastStepKind.Look:
                await Look();
                break;
            default:
                await host.DisposeAsync();
                if (step.Kind == PastStepKind.Erase)
                {
                    await journal.Erase(Somebody[step.Subject], Cancellation);
                }

                host = Start();
                break;
        }
    }

    /// <summary>Looks at everybody under every plan at many times, as somebody who has looked before and as somebody who has not.</summary>
    /// <returns>How many looks could begin at a mark of the host.</returns>
    public async Task<int> Look()
    {
        var marked = 0;
        foreach (var (subject, plan) in Somebody.SelectMany(subject => Plans.Select(plan => (subject, plan))))
        {
            var stream = await journal.Stream(subject);
            foreach (var at in (Instant[])[.. stream.Where((_, place) => place % 5 == 0).Select(one => one.Event.ReceivedAt), received, Instant.MaxValue])
            {
                var profile = Profile.Of(plan, subject.Kind);
                foreach (var stored in stream.Where(one => one.Event.ReceivedAt <= at))
                {
                    Evolve.Apply(plan, profile, profile.Version + 1, stored.Event);
                }

                Assert.Equal(Bytes(profile), Bytes(await new PastFold(journal, snapshots, new ProfileMarks(), Apart).Fold(plan, subject, at, Cancellation)));
                Assert.Equal(Bytes(profile), Bytes(await looking.Fold(plan, subject, at, Cancellation)));
                marked += await snapshots.LoadMark(subject, new MarkUse(plan.Hash, Evolve.FoldCodeVersion, at, Rising: false), Cancellation) is null ? 0 : 1;
            }
        }

        return marked;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private EmbeddedProfiles Start() => new(journal, snapshots, catalogs, new ManualTime(), new EmbeddedHostOptions { EventsPerMark = Apart });

    private IEnumerable<Event> Some(PastStep step, int hours) => Enumerable.Range(0, step.Count).Select(at =>
        Crew.Track($"e{++events}", "applauded", account: "c0", after: TimeSpan.FromMinutes(events)).Event with { ReceivedAt = received + TimeSpan.FromHours(hours + at) });

    private static string Bytes(Profile profile)
    {
        using var writer = new ByteWriter();
        ProfileCodec.Write(writer, profile);
        return Convert.ToHexString(writer.Written);
    }
}
