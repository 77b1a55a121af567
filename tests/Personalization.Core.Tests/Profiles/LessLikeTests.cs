using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

public sealed class LessLikeTests
{
    [Fact]
    public void Who_said_nothing_minds_nothing() => Assert.Null(User(Track("e1", Start, "made")).WantsLessLike(Slots.Tip));

    [Fact]
    public void It_can_be_said_of_what_was_served_and_among_preferences()
    {
        var profile = User(Answer("e1", Start, "tip", Outcome.LessLikeThis), Less("e2", Start + Days(1), "note", true));

        Assert.Equal((Start, Start + Days(1)), (profile.WantsLessLike(Slots.Tip)!.Value, profile.WantsLessLike(Slots.Note)!.Value));
        Assert.Equal(default, profile.Exposure(Slots.Tip));
    }

    [Fact]
    public void What_was_said_last_counts_whenever_it_arrives()
    {
        var profile = User(Less("e1", Start + Days(1), "tip", false), Answer("e2", Start, "tip", Outcome.LessLikeThis));

        Assert.Null(profile.WantsLessLike(Slots.Tip));
    }

    [Fact]
    public void An_action_that_the_catalog_does_not_know_and_a_word_that_is_no_answer_are_passed_over()
    {
        var profile = User(Less("e1", Start, "gone", true), Prefer("e2", Start) with { LessLike = Map(("tip", Text("yes"))) });

        Assert.Equal(Bytes(User(Prefer("e1", Start), Prefer("e2", Start))), Bytes(profile));
    }

    [Fact]
    public void The_stored_format_does_not_change()
    {
        var profile = User(Less("e1", Start, "tip", true), Less("e2", Start + Days(1), "note", false));

        Assert.Equal("01010280D7DD8B956780B8992981B899298080808001020001F79936BB3EBB3505010381B899299975CEFC85208B4F00", Convert.ToHexString(Bytes(profile)));
        Assert.Equal(Start, ProfileCodec.Read(Plan, Bytes(profile)).WantsLessLike(Slots.Tip));
    }

    private static Preferred Less(string id, Instant at, string action, bool isLess) => Prefer(id, at) with { LessLike = Map((action, Value.Bool(isLess))) };
}
