using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Decisions;

namespace Personalization.Core.Tests.Decisions.Pipeline;

/// <summary>Deciding reads and never writes.</summary>
public sealed class PurityTests
{
    private const int Rounds = 30;

    [Fact]
    public void Deciding_changes_no_byte_of_any_profile_and_gives_the_same_answer_again() => ForAll(world =>
    {
        for (var round = 0; round < Rounds; round++)
        {
            world.Pass();
            world.Serve();
            world.Answer();
            world.Prefer();
            var before = world.Bytes();
            var (first, second) = world.Peek();
            Assert.Equal(before, world.Bytes());
            Assert.Equal(first.Actions.Select(Text), second.Actions.Select(Text));
            Assert.Equal(first.Rejected, second.Rejected);
        }
    });

    private static string Text(ChosenAction action) =>
        $"{action.Id} {action.Variant} {action.DeliverAt} {string.Join(';', action.Reasons)} {action.Why} {string.Join(';', action.Content)}";

    private static void ForAll(Action<PlantWorld> check) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => check(new PlantWorld(new Random(seed)))).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
}
