using Personalization.Core.Calendars;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

public sealed class PreferenceTests
{
    private const int News = 0, Offers = 1, Weekly = 2;

    [Fact]
    public void Who_said_nothing_gets_what_the_catalog_says()
    {
        var profile = User(Track("e1", Start, "made"));

        Assert.Equal([true, true, false, true], [IsOn(profile, News), IsOn(profile, Weekly, "email"), IsOn(profile, Offers, "email"), IsOn(profile, Offers, "in_app")]);
        Assert.Equal((null, null), (profile.SnoozedUntil, profile.QuietHours));
    }

    [Fact]
    public void What_was_said_last_counts_whenever_it_arrives()
    {
        var profile = User(Prefer("e1", Start + Days(1), ("news", false)), Prefer("e2", Start, ("news", true), ("offers", true)));

        Assert.Equal([false, true], [IsOn(profile, News), IsOn(profile, Offers)]);
    }

    [Fact]
    public void A_channel_that_nothing_was_said_about_follows_the_topic() =>
        Assert.False(IsOn(User(Prefer("e1", Start, ("offers", false))), Offers, "in_app"));

    [Fact]
    public void The_channel_goes_before_the_topic()
    {
        var profile = User(Prefer("e1", Start, ("news/email", true)), Prefer("e2", Start + Days(1), ("news", false)));

        Assert.Equal([true, false], [IsOn(profile, News, "email"), IsOn(profile, News, "in_app")]);
    }

    [Fact]
    public void A_subtopic_that_nothing_was_said_about_follows_its_parent_on_the_channel()
    {
        var profile = User(Prefer("e1", Start, ("news/email", false)));

        Assert.Equal([false, true, true], [IsOn(profile, Weekly, "email"), IsOn(profile, Weekly, "in_app"), IsOn(profile, Weekly)]);
    }

    [Fact]
    public void A_subtopic_goes_before_its_parent() =>
        Assert.True(IsOn(User(Prefer("e1", Start, ("news", false), ("news/email", false), ("weekly", true))), Weekly, "email"));

    [Fact]
    public void A_topic_that_the_catalog_does_not_know_and_a_word_that_is_no_answer_are_passed_over()
    {
        var odd = Prefer("e1", Start) with { Topics = Map(("moon", Value.Bool(false)), ("news", Text("no"))), Digest = Map(("news", Text("hourly"))) };

        Assert.True(IsOn(User(odd), News));
        Assert.Null(User(odd).Digest(0));
    }

    [Fact]
    public void Each_part_is_said_alone()
    {
        var profile = User(
            Prefer("e1", Start) with { SnoozedUntil = Start + Days(9), QuietHours = Quiet(22, 7) },
            Prefer("e2", Start + Days(1)) with { Digest = Map(("news", Text("weekly"))) },
            Prefer("e3", Start + Days(2)) with { SnoozedUntil = Start });

        Assert.Equal((Start, Quiet(22, 7), DigestFrequency.Weekly), (profile.SnoozedUntil!.Value, profile.QuietHours!, profile.Digest(0)!.Value));
    }

    [Fact]
    public void An_account_prefers_nothing() =>
        Assert.Null(Account(Prefer("e1", Start) with { SnoozedUntil = Start + Days(1) }).SnoozedUntil);

    [Fact]
    public void A_channel_that_was_added_is_another_plan() =>
        Assert.NotEqual(Plan.Hash, FoldPlan.Compile(Model with { Surfaces = [.. Model.Surfaces, new("phone", "call", 1)] }).Hash);

    [Fact]
    public void The_stored_format_does_not_change()
    {
        var profile = User(
            Prefer("e1", Start, ("news", false), ("weekly/email", true)) with { Digest = Map(("weekly", Text("daily"))), SnoozedUntil = Start + Days(1) },
            Prefer("e2", Start + Days(2)) with { QuietHours = new PersonalQuietHours([.. Quiet(22, 7).Intervals, .. Quiet(0, 0, Weekdays.Sunday).Intervals]) });

        var golden = string.Concat(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Profiles", "Golden", "preferences.v1.hex")));

        Assert.Equal(golden, Convert.ToHexString(Bytes(profile)));
        Assert.Equal(profile.QuietHours, ProfileCodec.Read(Plan, Convert.FromHexString(golden)).QuietHours);
    }

    private static bool IsOn(Profile profile, int topic, string? channel = null) =>
        (channel is null ? new TopicPlan(Model).Whole(topic) : new TopicPlan(Model).On(topic, channel)).IsOn(profile, out _);
}
