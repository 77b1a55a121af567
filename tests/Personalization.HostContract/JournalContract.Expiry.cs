using FsCheck;
using FsCheck.Fluent;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Journal.Expiry;

namespace Personalization.HostContract;

/// <summary>Events that expire one by one.</summary>
public abstract partial class JournalContract
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>Of the one tenant, events called <c>brief</c> go after thirty days and those called <c>short</c> after two.</summary>
    private static readonly ExpiryRules Rules = RulesOf(("brief", Retention), ("short", TimeSpan.FromDays(2)));

    [Fact]
    public async Task What_is_due_expires_and_everything_else_stays_where_it_was()
    {
        await using var journal = await Open();
        var (user, other) = (Sample.User("u1"), new SubjectKey(new TenantId("other/production"), SubjectKind.User, "u1"));
        Event[] events = [Named("e1", "brief"), Named("e2", "kept"), Named("e3", "brief", days: 29), Named("e4", "brief")];
        await journal.Append(new StreamAppend(user, 1, events[..2]), new StreamAppend(other, 1, [events[0]]), new StreamAppend(Sample.Account("a1"), 1, [events[0]]));
        await journal.Append(new StreamAppend(user, 3, events[2..]));
        var before = await journal.Feed();

        Assert.Equal(3, await Expire(journal, Sample.Noon + Retention));

        Assert.Equal([Expired.InPlaceOf(events[0]), events[1], events[2], Expired.InPlaceOf(events[3])], (await journal.Stream(user)).Select(one => one.Event));
        Assert.Equal([events[0]], (await journal.Stream(other)).Select(one => one.Event));
        Assert.Equal([Expired.InPlaceOf(events[0])], (await journal.Stream(Sample.Account("a1"))).Select(one => one.Event));
        Assert.Equal(before.Select(one => (one.Position, one.Subject, one.Version)), (await journal.Feed()).Select(one => (one.Position, one.Subject, one.Version)));
        Assert.Equal(3, (await journal.Feed(types: EventTypeSet.Of(EventType.Expired))).Count);
        Assert.Equal(0, await Expire(journal, Sample.Noon + Retention));
    }

    [Fact]
    public async Task A_stream_goes_on_behind_what_expired_and_still_knows_its_ids()
    {
        await using (var first = await Open())
        {
            await first.Append(new StreamAppend(Sample.User("u1"), 1, [Named("e1", "brief"), Named("e2", "kept")]));
            await Expire(first, Sample.Noon + Retention);
            await KnowsBoth(first);
        }

        await using var again = await Open();
        await KnowsBoth(again);
        Assert.Equal(CommitResult.Committed, await again.Append(new StreamAppend(Sample.User("u1"), 3, [Named("e3", "brief", days: 40)])));
        Assert.Equal([1, 2, 3], (await again.Stream(Sample.User("u1"))).Select(one => one.Version));

        static async Task KnowsBoth(IJournal journal)
        {
            Assert.True(journal.MayContain(Sample.User("u1"), StableHash.Of("e1")));
            Assert.True(await journal.Contains(Sample.User("u1"), "e1", Cancellation));
            Assert.True(await journal.Contains(Sample.User("u1"), EventIds.Forget("e1"), Cancellation));
            Assert.True(await journal.Contains(Sample.User("u1"), EventIds.Forget("e2"), Cancellation));
            Assert.False(await journal.Contains(Sample.User("u1"), "e3", Cancellation));
        }
    }

    [Fact]
    public async Task What_came_with_a_merge_expires_by_when_the_original_was_received()
    {
        await using var journal = await Open();
        var adopted = Adopted.From(Named("e1", "brief"), 1, "merge/1/1", Sample.Noon + TimeSpan.FromDays(20));
        await journal.Append(new StreamAppend(Sample.User("u1"), 1, [adopted]));

        Assert.Equal(1, await Expire(journal, Sample.Noon + Retention));

        Assert.Equal([Expired.InPlaceOf(adopted)], (await journal.Stream(Sample.User("u1"))).Select(one => one.Event));
        Assert.Equal(0, await Expire(journal, Sample.Noon + TimeSpan.FromDays(400)));
    }

    [Fact]
    public async Task A_retention_that_is_added_or_shortened_takes_what_was_kept_so_far()
    {
        await using var journal = await Open();
        await journal.Append(new StreamAppend(Sample.User("u1"), 1, [Named("e1", "kept"), Named("e2", "brief")]));
        Assert.Equal(0, await Expire(journal, Sample.Noon + TimeSpan.FromDays(9)));

        Assert.Equal(2, await Expire(journal, Sample.Noon + TimeSpan.FromDays(9), RulesOf(("kept", TimeSpan.FromDays(9)), ("brief", TimeSpan.FromDays(8)))));
    }

    [Fact]
    public async Task Who_is_erased_after_some_of_their_events_expired_is_gone_with_all_of_them()
    {
        await using var journal = await Open();
        await journal.Append(new StreamAppend(Sample.User("u1"), 1, [Named("e1", "brief"), Named("e2", "kept")]), Sample.Append(Sample.User("u2"), 1));
        await Expire(journal, Sample.Noon + Retention);

        Assert.Equal(2, await journal.Erase(Sample.User("u1"), Cancellation));

        Assert.Equal([Sample.User("u2")], (await journal.Feed()).Select(one => one.Subject));
    }

    [Fact]
    public async Task What_a_merge_brought_that_was_undone_can_be_forgotten_alone()
    {
        await using var journal = await Open();
        var user = Sample.User("u1");
        Event[] events =
        [
            Named("e1", "kept"),
            new Merged { Id = "merge/1/3", Time = Sample.Noon, ReceivedAt = Sample.Noon, SourceKind = SubjectKind.Anonymous, SourceId = "visitor-7", ThroughVersion = 2 },
            Adopted.From(new Viewed { Id = "v1", Time = Sample.Noon, ReceivedAt = Sample.Noon, Path = "/secret" }, 1, "merge/1/3", Sample.Noon),
            Adopted.From(Named("v2", "kept") with { Consents = new ValueMap([new(Value.String("marketing"), Value.Bool(true))]) }, 2, "merge/1/3", Sample.Noon),
            Adopted.From(Named("w1", "kept"), 1, "merge/2/2", Sample.Noon),
            new Unmerged { Id = "unmerge/1/3", Time = Sample.Noon, ReceivedAt = Sample.Noon, MergeId = "merge/1/3" },
        ];
        await journal.Append(new StreamAppend(user, 1, events), new StreamAppend(Sample.User("u2"), 1, events[2..4]));

        Assert.Equal(3, await Assert.IsType<IEventExpiry>(journal, exactMatch: false).ForgetMerge(user, "merge/1/3", Cancellation));

        var left = (await journal.Stream(user)).Select(one => one.Event).ToList();
        Assert.Equal([events[0], events[4], events[5]], left.Where((_, at) => at is 0 or 4 or 5));
        Assert.All(left[1..4], one => Assert.Equal(("merge/1/3", EventType.Expired, 0), (((Adopted)one).MergeId, ((Adopted)one).Original.Type, ((Adopted)one).Original.Consents.Count)));
        Assert.Equal(events[2..4], (await journal.Stream(Sample.User("u2"))).Select(one => one.Event));
        Assert.True(await journal.Contains(user, "v2", Cancellation));
        Assert.Equal(0, await Assert.IsType<IEventExpiry>(journal, exactMatch: false).ForgetMerge(user, "merge/1/3", Cancellation));
    }

    [Fact]
    public async Task The_stream_of_an_id_that_was_parted_from_a_user_can_forget_whose_it_was_taken_for()
    {
        await using var journal = await Open();
        var visitor = new SubjectKey(Sample.Acme, SubjectKind.Anonymous, "visitor-7");
        Event[] events =
        [
            Named("e1", "kept"),
            new MergedInto { Id = "merge/1/3", Time = Sample.Noon, ReceivedAt = Sample.Noon, UserId = "somebody" },
            new Reopened { Id = "unmerge/1/3", Time = Sample.Noon, ReceivedAt = Sample.Noon, MergeId = "merge/1/3" },
            new MergedInto { Id = "merge/2/4", Time = Sample.Noon, ReceivedAt = Sample.Noon, UserId = "other" },
        ];
        await journal.Append(new StreamAppend(visitor, 1, events));

        Assert.Equal(1, await Assert.IsType<IEventExpiry>(journal, exactMatch: false).ForgetMerge(visitor, "merge/1/3", Cancellation));

        Event[] left = [events[0], ((MergedInto)events[1]) with { UserId = "" }, events[2], events[3]];
        Assert.Equal(left, (await journal.Stream(visitor)).Select(one => one.Event));
        Assert.Equal(0, await Assert.IsType<IEventExpiry>(journal, exactMatch: false).ForgetMerge(visitor, "merge/1/3", Cancellation));
    }

    /// <summary>Sweeps at any times between appends leave what one sweep at the end leaves: no event too early, none too late.</summary>
    [Fact]
    public void Any_sweeps_leave_exactly_what_is_not_due() => Prop.ForAll(Days().ToArbitrary(), days => SweepsLeaveWhatIsNotDue(days).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    private static Gen<int[]> Days() => Gen.Choose(0, 20).ArrayOf(12);

    private async Task SweepsLeaveWhatIsNotDue(int[] days)
    {
        await StartOver();
        var (now, names) = (0, (string[])["brief", "short", "kept"]);
        var appended = new List<Event>();
        IJournal journal = await Open();
        foreach (var (passed, at) in days.Select((passed, at) => (passed, at)))
        {
            now += passed;
            Event[] some = [.. Enumerable.Range(0, (passed % 3) + 1).Select(one => Named($"e{at}-{one}", names[(at + one) % 3], now))];
            await journal.Append(new StreamAppend(Sample.User("u1"), appended.Count + 1, some));
            appended.AddRange(some);
            if (passed % 4 == 0)
            {
                await journal.DisposeAsync();
                journal = await Open();
            }

            await Expire(journal, Sample.Noon + TimeSpan.FromDays(now));
            var expected = appended.Select(one => Rules.DueAt(Sample.Acme, one) <= Sample.Noon + TimeSpan.FromDays(now) ? Expired.InPlaceOf(one) : one);
            Assert.Equal(expected, (await journal.Stream(Sample.User("u1"))).Select(one => one.Event));
        }

        await journal.DisposeAsync();
    }

    private static ValueTask<long> Expire(IJournal journal, Instant now, ExpiryRules? rules = null) => Assert.IsType<IEventExpiry>(journal, exactMatch: false).Expire(rules ?? Rules, now, Cancellation);

    private static ExpiryRules RulesOf(params (string Event, TimeSpan Retention)[] kept) => ExpiryRules.Of(
    [
        new(Sample.Acme, new Catalog
        {
            Name = "test",
            Hash = new CatalogHash("0"),
            Events = [.. kept.Select(one => new EventContract(one.Event, SubjectSide.User, ContractSchema.Anything, "") { Retention = one.Retention }), new("other", SubjectSide.User, ContractSchema.Anything, "")],
        }),
    ]);

    private static Tracked Named(string id, string name, int days = 0) => new()
    {
        Id = id, Name = name, Time = Sample.Noon + TimeSpan.FromDays(days - 1), ReceivedAt = Sample.Noon + TimeSpan.FromDays(days),
        Properties = new ValueMap([new(Value.String("street"), Value.String("Seidengasse 17"))]),
    };
}
