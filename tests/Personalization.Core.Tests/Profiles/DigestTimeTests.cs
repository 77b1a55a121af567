using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

/// <summary>When topics came, under a catalog whose actions have some.</summary>
public sealed class DigestTimeTests
{
    private static readonly FoldPlan Topical = FoldPlan.Compile(Model with { Actions = [.. Model.Actions.Select((action, at) => action with { TopicSlot = (at % 4) - 1 })] });

    [Fact]
    public void Any_order_of_the_same_events_ends_in_the_same_bytes_which_read_back() => Prop.ForAll(RandomEvents.Many(), events =>
    {
        var bytes = Bytes(Fold(Topical, SubjectSide.User, events));
        var turned = Bytes(Fold(Topical, SubjectSide.User, events.Reverse()));
        return bytes.SequenceEqual(turned) && bytes.SequenceEqual(Bytes(ProfileCodec.Read(Topical, bytes)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_stored_format_does_not_change()
    {
        var profile = Fold(Topical, SubjectSide.User, Serve("e1", Start, "offer"), Serve("e2", Start + Days(1), "offer", "tour") with { Surface = "letter" });

        Assert.Equal("01010280D7DD8B956780B899290080C082800202010280F0B252000000000000010180F0B252000000000000010280C790DE9567030180F0B25201000280F0B252", Convert.ToHexString(Bytes(profile)));
    }

    [Fact]
    public void Another_topic_of_an_action_and_another_channel_of_a_surface_are_another_plan()
    {
        Assert.NotEqual(Plan.Hash, Topical.Hash);
        Assert.NotEqual(Topical.Hash, FoldPlan.Compile(Model with
        {
            Actions = [.. Model.Actions.Select((action, at) => action with { TopicSlot = (at % 4) - 1 })],
            Surfaces = [new("surface", "email", 3), new("letter", "in_app", 3)],
        }).Hash);
    }
}
