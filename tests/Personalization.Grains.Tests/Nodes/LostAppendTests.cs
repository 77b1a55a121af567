using Personalization.Grains.Embedded;
using Personalization.HostContract;

namespace Personalization.Grains.Tests.Nodes;

public sealed class LostAppendTests
{
    /// <summary>Or an event that was sent twice at the same time would be taken for a duplicate of one that was never stored, in one of its two streams.</summary>
    [Fact]
    public void What_was_appended_and_lost_is_not_taken_for_seen_by_those_who_ask_meanwhile()
    {
        var grain = new Grain(Sample.User("u1")) { Watch = new AppendWatch { Askers = 1 } };
        grain.Watch.Add(7);

        grain.Forget(new GrainMarks(512));

        Assert.False(grain.Watch.Contains(7));
        Assert.Equal(1, grain.Watch.Askers);
    }
}
