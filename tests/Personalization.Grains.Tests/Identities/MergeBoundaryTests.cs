using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Grains.Tests.Embedded;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Identities;

/// <summary>What comes between: others who write while two streams are read, and the end of the process at every commit.</summary>
public sealed class MergeBoundaryTests
{
    private static readonly FixedCatalogs Catalogs = new(Airline.Catalog);
    private static readonly SubjectKey Visitor = new(Sample.Acme, SubjectKind.Anonymous, "v1");

    private static readonly IncomingEvent Failed = Crew.Track("e1", "engine_failed");
    private static readonly IncomingEvent Before = Failed with { UserId = null, AnonymousId = "v1" };
    private static readonly IncomingEvent SignIn = Crew.Identify("s1") with { AnonymousId = "v1" };

    [Fact]
    public async Task An_event_that_the_user_sends_while_both_are_read_counts_once()
    {
        var user = await MergeWhile(host => host.Ingest(Failed));

        Assert.Equal(1, user.Counters["failures"]);
    }

    [Fact]
    public async Task An_event_that_the_visitor_sends_while_both_are_read_is_not_lost()
    {
        var user = await MergeWhile(host => host.Ingest(Before with { Event = Before.Event with { Id = "e2" } }));

        Assert.Equal(2, user.Counters["failures"]);
    }

    [Fact]
    public async Task Whatever_the_user_does_meanwhile_a_merge_comes_to_its_end()
    {
        var number = 0;
        var user = await MergeWhile(host => host.Ingest(Crew.Track($"own{number++}", "landed")), times: 10);

        Assert.Equal((1, 1), (user.Counters["failures"], user.Identities.Count));
    }

    [Fact]
    public async Task Filters_of_ids_that_err_keep_nobody_apart()
    {
        using var folder = new DataFolder();
        await using var host = new EmbeddedHost(folder, Catalogs, new ManualTime(), new EmbeddedHostOptions(), journal => new MeddledJournal(journal) { DoFiltersErr = true });
        await host.Ingest(Before);

        await host.Ingest(SignIn);

        Assert.Equal(1, (await host.GetUser()).Counters["failures"]);
    }

    [Fact]
    public async Task Wherever_the_process_ends_nobody_is_half_merged_and_the_same_calls_end_in_the_same_state()
    {
        for (var boundary = 0; boundary < 6; boundary++)
        {
            using var folder = new DataFolder();
            var host = new EmbeddedHost(folder, Catalogs, new ManualTime(), new EmbeddedHostOptions(), journal => new EndingJournal(journal, boundary, isLastHeardOf: false));
            await Assert.ThrowsAnyAsync<Exception>(() => Script(host));
            await host.Crash();

            await using var again = new EmbeddedHost(folder, Catalogs, new ManualTime(), new EmbeddedHostOptions());
            var (visitor, user) = (await again.Get(Visitor), await again.Get(Sample.User("u1")));
            Assert.Equal(visitor?.Subject == Sample.User("u1"), user?.Identities.Any(one => !one.IsUndone) == true);
            Assert.InRange((visitor?.Errors.Count ?? 0) + (user?.Subject == visitor?.Subject ? 0 : user?.Errors.Count ?? 0), 0, 1);

            await Script(again);
            Assert.Equal((1, 0), ((await again.Get(Visitor))!.Errors.Count, (await again.GetUser()).Errors.Count));
        }

        static async Task Script(EmbeddedHost host)
        {
            await host.Ingest(Before);
            await host.Ingest(SignIn);
            await host.Ingest(Crew.Track("e3", "landed"));
            var undone = await host.Unmerge(Sample.User("u1"), Visitor);
            Assert.True(undone.IsOk || undone.Problem.Code == "not_merged");
            await host.Ingest(Crew.Track("e4", "landed"));
            await host.Ingest(Crew.Track("e5", "landed"));
        }
    }

    [Fact]
    public async Task An_id_that_a_user_brought_from_elsewhere_stays_with_whom_it_was_merged_into_here()
    {
        await using var host = new MemoryHost();
        var merged = new Merged { Id = "merge/there/1", Time = Sample.Noon, ReceivedAt = Sample.Noon, SourceKind = SubjectKind.Anonymous, SourceId = "v1", ThroughVersion = 0 };
        Assert.True((await host.Host.Import(Sample.User("u2"), [merged], TestContext.Current.CancellationToken)).IsOk);
        await host.Ingest(Before, SignIn);

        Assert.True((await host.Unmerge(Sample.User("u2"), Visitor)).IsOk);

        Assert.Equal(Sample.User("u1"), (await host.Get(Visitor))!.Subject);
        Assert.True((await host.Unmerge(Sample.User("u1"), Visitor)).IsOk);
        Assert.Equal(Visitor, (await host.Get(Visitor))!.Subject);
    }

    /// <summary>Signs a visitor in who has one failure.</summary>
    /// <param name="meddle">What happens between reading the visitor's stream and the turn.</param>
    /// <param name="times">How often.</param>
    private static async Task<ProfileView> MergeWhile(Func<EmbeddedHost, Task> meddle, int times = 1)
    {
        using var folder = new DataFolder();
        MeddledJournal? meddled = null;
        await using var host = new EmbeddedHost(folder, Catalogs, new ManualTime(), new EmbeddedHostOptions(), journal => meddled = new MeddledJournal(journal));
        await host.Ingest(Before);
        meddled!.AfterRead = async subject =>
        {
            if (subject == Visitor && times-- > 0)
            {
                await meddle(host);
            }
        };
        await host.Ingest(SignIn);
        return await host.GetUser();
    }
}
