using System.Text;
using Personalization.Core.Decisions;

namespace Personalization.Core.Tests.Decisions.Pipeline;

/// <summary>Decisions and profiles are the same bytes on every machine. The number below was computed once; another one means that something of the machine got in, or that decisions changed.</summary>
public sealed class SameEverywhereTests
{
    private const ulong Expected = 15_748_741_580_091_810_421;

    [Fact]
    public void The_same_history_gives_the_same_decisions_and_the_same_profiles_everywhere()
    {
        var hash = 0UL;
        for (var seed = 1; seed <= 8; seed++)
        {
            var world = new PlantWorld(new Random(seed));
            for (var round = 0; round < 30; round++)
            {
                world.Pass();
                world.Answer();
                world.Prefer();
                hash = StableHash.Of(Encoding.UTF8.GetBytes(Text(world.Serve().Decision)), hash);
            }

            hash = StableHash.Of(world.Bytes(), hash);
        }

        Assert.Equal(Expected, hash);
    }

    private static string Text(Decision decision) => new StringBuilder($"{decision.Id} {decision.ProfileVersion} {decision.RejectedCount}\n")
        .AppendJoin('\n', decision.Actions.Select(action => $"{action.Id} {action.DeliverAt} {string.Join(';', action.Reasons.Select(reason => $"{reason.Code} {reason.Detail}"))}"))
        .AppendJoin('\n', decision.Rejected)
        .ToString();
}
