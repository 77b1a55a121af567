using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

/// <summary>Nothing that anybody asks a profile changes when its old events go.</summary>
public sealed class ExpiryTests
{
    private static readonly TimeSpan Retention = Days(32);

    /// <summary>All that may be made of an event that is kept for 32 days, and an event that is kept for ever.</summary>
    private static readonly FoldPlan Brief = FoldPlan.Compile(Model with
    {
        Events = [new EventContract("brief", SubjectSide.User, ContractSchema.Anything, "") { Retention = Retention }],
        Errors = [],
        Checklists = [],
        Features = [],
        Meters = [.. new[] { MeterPeriod.Day, MeterPeriod.Week, MeterPeriod.Month }.Select(period =>
            new MeterDefinition(period.ToString(), SubjectSide.User, period, On("brief"), "amount", MeterMode.Add, null, null))],
        Counters = [new CounterDefinition("week", SubjectSide.User, On("brief"), Days(7), TimeSpan.FromHours(6)), new CounterDefinition("month", SubjectSide.User, On("brief"), Days(31), Days(1))],
        Segments =
        [
            new("asking", SubjectSide.User, """
                user.did("brief", duration("744h")) || user.times("brief", duration("600h")) > 1 || user.sum("brief", "amount", duration("48h")) > 1.0
                || user.distinct("brief", "amount", duration("744h")) > 1 || user.did("kept")
                """, ""),
        ],
    });

    [Fact]
    public void A_profile_says_the_same_before_and_after_its_old_events_have_gone_and_when_others_come() =>
        Prop.ForAll(Histories(), Histories(), (before, after) =>
        {
            var now = Start + Days(100);
            var old = Received(before, Start, "a");
            var left = old.Select(one => IsDue(one, now) ? Expired.InPlaceOf(one) : one).ToArray();
            var (live, swept) = (Fold(Brief, SubjectSide.User, old), Fold(Brief, SubjectSide.User, left));
            for (var later = TimeSpan.Zero; later < Days(40); later += TimeSpan.FromHours(7))
            {
                Assert.Equal(Said(live, now + later), Said(swept, now + later));
            }

            var fresh = Received(after, now, "b");
            Go(live, fresh);
            Go(swept, fresh);
            for (var later = TimeSpan.Zero; later < Days(140); later += TimeSpan.FromHours(31))
            {
                Assert.Equal(Said(live, now + later), Said(swept, now + later));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void What_is_left_of_events_folds_in_any_order() =>
        Prop.ForAll(Histories(), ArbMap.Default.ArbFor<int>(), (history, seed) =>
        {
            var left = Received(history, Start, "a").Select((one, at) => at % 2 == 0 ? Expired.InPlaceOf(one) : one).ToArray();
            var bytes = Bytes(Fold(Brief, SubjectSide.User, left));
            new Random(seed).Shuffle(left);
            return bytes.AsSpan().SequenceEqual(Bytes(Fold(Brief, SubjectSide.User, left)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_left_is_the_hash_of_the_id_two_hours_and_nothing_else()
    {
        var one = Track("e1", At("2026-03-01T09:59:59.999Z"), "brief", ("amount", Value.Int(3))) with
        {
            ReceivedAt = At("2026-03-02T00:30:00Z"), AccountId = "acc1", Context = new EventContext(Locale: "de"),
        };

        var left = Assert.IsType<Expired>(Expired.InPlaceOf(one));

        Assert.Equal(new Expired { Id = EventIds.Forget("e1"), Time = At("2026-03-01T09:00:00Z"), ReceivedAt = At("2026-03-02T00:00:00Z") }, left);
        Assert.Equal((one.IdHash, true, false), (left.IdHash, EventIds.AreSame(left.Id, "e1"), EventIds.AreSame(left.Id, "e2")));
        Assert.DoesNotContain("e1", left.Id, StringComparison.Ordinal);
    }

    [Fact]
    public void An_hour_before_1970_is_rounded_down_too() => Assert.Equal(At("1969-12-31T23:00:00Z"), Expired.HourOf(At("1969-12-31T23:59:59.999Z")));

    [Fact]
    public void A_refusal_that_came_with_an_event_outlives_it()
    {
        var agreed = Track("e1", Start, "kept") with { Consents = Map(("marketing", Value.Bool(true))) };
        var refused = Track("e2", Start + TimeSpan.FromMinutes(1), "brief") with { Consents = Map(("marketing", Value.Bool(false))) };
        var marketing = Model.Purposes.Select(purpose => purpose.Id).ToList().IndexOf("marketing");

        Assert.True(Fold(Brief, SubjectSide.User, Expired.InPlaceOf(refused), agreed).TryGetConsent(marketing, out var said, out var at));

        Assert.Equal((false, refused.Time), (said.IsGranted, at));
    }

    [Fact]
    public void What_came_with_a_merge_stays_adopted_and_goes_with_it()
    {
        var adopted = Adopted.From(Track("e1", Start, "brief"), 1, "m1", Start + Days(1));
        var left = Assert.IsType<Adopted>(Expired.InPlaceOf(adopted));
        var undone = new Profile(Brief, SubjectSide.User, new HashSet<string> { "m1" });
        Go(undone, Track("e0", Start + Days(2), "kept"), left);

        Assert.Equal(("m1", 1, true), (left.MergeId, left.SourceVersion, EventIds.AreSame(left.Id, "e1")));
        Assert.Equal(Expired.HourOf(Start), Fold(Brief, SubjectSide.User, left).FirstSeen);
        Assert.Equal(Start + Days(2), undone.FirstSeen);
        Assert.Equal("m1/1", Expired.InPlaceOf(adopted with { Id = "m1/1" }).Id);
    }

    [Fact]
    public void Forgetting_what_an_undone_merge_brought_changes_nothing_but_that_the_other_id_is_not_named()
    {
        var later = Start + Days(9);
        Event[] stream =
        [
            Track("e0", Start + Days(5), "kept"),
            new Merged { Id = "m1", Time = Start, ReceivedAt = Start + Days(6), SourceKind = Core.Subjects.SubjectKind.Anonymous, SourceId = "v1", ThroughVersion = 1 },
            Adopted.From(Track("e1", Start, "kept") with { Consents = Map(("marketing", Value.Bool(true))) }, 1, "m1", Start + Days(6)),
            new Unmerged { Id = "unm1", Time = later, ReceivedAt = later, MergeId = "m1" },
            Track("e2", later, "kept"),
        ];
        Event[] left = [.. stream.Select(one => UndoneCopies.LeftOf(one, "m1") ?? one)];
        var (before, after) = (new Profile(Brief, SubjectSide.User, UndoneMerges.In(stream)), new Profile(Brief, SubjectSide.User, UndoneMerges.In(left)));
        Go(before, stream);
        Go(after, left);

        Assert.Equal(Said(before, later), Said(after, later));
        Assert.Equal((1, 0), (before.Identities.Length, after.Identities.Length));
        Assert.Equal("m1", User(Brief, left).UndoneMerge);
        Assert.All(left, one => Assert.Equal(one, UndoneCopies.LeftOf(one, "m1") ?? one));
    }

    [Fact]
    public void Where_an_event_expires_its_context_is_not_remembered() =>
        Assert.Null(User(Brief, Track("e1", Start, "brief") with { Context = new EventContext(Locale: "de") }).Context(ContextMember.Locale));

    private static Profile User(FoldPlan plan, params Event[] events) => Fold(plan, SubjectSide.User, events);

    private static bool IsDue(Event one, Instant now) => one is Tracked { Name: "brief" } && one.ReceivedAt + Retention <= now;

    /// <summary>Hours after a beginning at which something was received, by how much later or earlier it happened, what it was, and a number in it.</summary>
    private static Arbitrary<(int Hour, int Delay, bool IsBrief, int Amount, int Said)[]> Histories() =>
        (from hour in Gen.Choose(0, 100 * 24 - 1)
         from delay in Gen.Frequency((4, Gen.Choose(0, 3)), (2, Gen.Constant(-24)), (1, Gen.Choose(-24, 80 * 24)))
         from isBrief in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
         from amount in Gen.Choose(0, 90)
         from said in Gen.Frequency((8, Gen.Constant(0)), (1, Gen.Choose(1, 3)))
         select (hour, delay, isBrief, amount, said)).ArrayOf(120).ToArbitrary();

    private static Event[] Received((int Hour, int Delay, bool IsBrief, int Amount, int Said)[] history, Instant from, string prefix) =>
    [
        .. history.OrderBy(one => one.Hour).Select((one, at) =>
        {
            var received = from + TimeSpan.FromHours(one.Hour) + TimeSpan.FromMinutes(at % 60);
            return (Event)(Track(prefix + at, received - TimeSpan.FromHours(one.Delay), one.IsBrief ? "brief" : "kept", ("amount", Value.Int(one.Amount))) with
            {
                ReceivedAt = received,
                Context = new EventContext(Locale: "l" + (one.Amount % 3)),
                Consents = one.Said == 0 ? ValueMap.Empty : Map(("marketing", Value.Bool(one.Said == 1)), ("analytics", Value.Bool(one.Said != 3))),
            });
        }),
    ];

    /// <summary>All that a profile of the plan can be asked at a time.</summary>
    private static string Said(Profile profile, Instant now)
    {
        var histories = Brief.Histories.Select((history, slot) => history.Kind switch
        {
            HistoryKind.Last => history.Selected.Event == "kept" ? $"{profile.HistoryLast(slot)}" : $"{profile.HistoryLast(slot) > now - Days(31)}",
            HistoryKind.Values => $"{profile.HistoryValueCount(slot, now - Days(31))}",
            _ => $"{profile.HistorySum(slot, now)}",
        });
        var consents = Enumerable.Range(0, Model.Purposes.Length).Select(slot => profile.TryGetConsent(slot, out var said, out var at) ? $"{said.IsGranted} {at}" : "");
        return string.Join(
            '\n',
            [
                $"{profile.Version} {profile.FirstSeen} {profile.LastSeen} {profile.LastEvent} {profile.Context(ContextMember.Locale)}",
                string.Join(' ', Enumerable.Range(0, 3).Select(slot => profile.MeterUsedMillionths(slot, now))),
                $"{profile.Count(0, now)} {profile.Count(1, now)}",
                .. histories,
                .. consents,
            ]);
    }
}
