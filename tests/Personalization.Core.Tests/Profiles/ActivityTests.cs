using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

public sealed class ActivityTests
{
    [Fact]
    public void A_step_is_completed_by_its_first_event_for_good()
    {
        var profile = User(Track("e1", Start + Days(1), "made"), Track("e2", Start, "made"), Track("e3", Start + Days(2), "made"));

        Assert.Equal(Start, profile.StepCompleted(Slots.Setup, 0));
        Assert.Null(profile.StepCompleted(Slots.Setup, 1));
        Assert.Equal((1, 3, false), (profile.Checklist(Slots.Setup).Done, profile.Checklist(Slots.Setup).Total, profile.Checklist(Slots.Setup).IsComplete));
        Assert.True(profile.Checklist(Slots.Setup).IsDone(0));
        Assert.False(profile.Checklist(Slots.Setup).IsDone(1));
    }

    [Fact]
    public void A_checklist_is_complete_with_all_its_steps() =>
        Assert.True(User(Track("e1", Start, "made"), Use("e2", Start, "chart", 1), Track("e3", Start, "broke")).Checklist(Slots.Setup).IsComplete);

    [Fact]
    public void Feature_use_knows_count_first_last_and_time_spent() =>
        Assert.Equal(
            new FeatureUse(2, Start, Start + Days(1), 1500),
            User(Use("e1", Start + Days(1), "chart", 1000), Use("e2", Start, "chart", 500), Use("e3", Start + Days(2), "board", 9)).Feature(Slots.Chart));

    [Fact]
    public void A_feature_that_was_never_used_reads_as_nothing() => Assert.Equal(default, User().Feature(Slots.Chart));

    [Fact]
    public void A_counter_forgets_what_leaves_its_window()
    {
        var profile = User(Track("e1", Start, "made"), Track("e2", Start + Days(3), "made"));

        Assert.Equal(2, profile.Count(Slots.Makes, Start + Days(6)));
        Assert.Equal(1, profile.Count(Slots.Makes, Start + Days(8)));
        Assert.Equal(0, profile.Count(Slots.Makes, Start + Days(11)));
    }

    [Fact]
    public void Paths_are_newest_first_and_as_many_as_the_catalog_says()
    {
        var profile = User(Enumerable.Range(0, 9).Select(at => View("e" + at, Start + Days(at), "/" + at)));
        Assert.Equal(["/8", "/7", "/6", "/5", "/4"], profile.Paths.ToArray().Select(visit => visit.Path));
    }

    [Fact]
    public void A_catalog_may_keep_no_paths()
    {
        var plan = FoldPlan.Compile(Model with { PathLength = 0 });
        Assert.Equal(0, Fold(plan, SubjectSide.User, View("e1", Start, "/")).Paths.Length);
    }

    [Fact]
    public void Each_member_of_the_context_keeps_what_was_said_last()
    {
        var profile = User(
            View("e1", Start + Days(1), "/") with { Context = new EventContext(Locale: "de") },
            View("e2", Start, "/") with { Context = new EventContext(Locale: "en", Device: "mobile") });

        Assert.Equal("de", profile.Context(ContextMember.Locale));
        Assert.Equal("mobile", profile.Context(ContextMember.Device));
        Assert.Null(profile.Context(ContextMember.Region));
    }

    [Fact]
    public void An_account_has_no_device() =>
        Assert.Null(Account(Track("e1", Start, "made") with { Context = new EventContext(Device: "mobile") }).Context(ContextMember.Device));

    [Fact]
    public void Account_facts_and_user_facts_are_kept_apart()
    {
        Assert.Equal(1, Account(Track("e1", Start, "made")).Count(Slots.AccountMakes, Start));
        Assert.Equal(0, Account(Track("e1", Start, "made")).Count(Slots.Makes, Start));
        Assert.Equal(0, User(Track("e1", Start, "made")).Count(Slots.AccountMakes, Start));
    }

    [Fact]
    public void Being_served_is_not_being_seen()
    {
        var profile = User(View("e1", Start, "/"), Serve("e2", Start + Days(5), "tip"), Answer("e3", Start + Days(2), "tip", Outcome.Clicked));

        Assert.Equal(Start, profile.FirstSeen);
        Assert.Equal(Start + Days(2), profile.LastSeen);
        Assert.Equal(Start + Days(5), profile.LastEvent);
    }

    [Fact]
    public void A_profile_that_was_only_served_was_last_seen_when_it_was_first_seen()
    {
        var profile = User(Serve("e2", Start + Days(5), "tip"), Serve("e1", Start, "tip"));
        Assert.Equal((Start, Start), (profile.FirstSeen, profile.LastSeen));
    }

    [Fact]
    public void A_profile_without_events_was_never_seen() => Assert.Equal((null, null), (User().FirstSeen, User().LastSeen));

    private static Tracked Use(string id, Instant time, string what, long milliseconds) =>
        Track(id, time, "used", ("what", Text(what)), ("ms", Value.Int(milliseconds)));
}
