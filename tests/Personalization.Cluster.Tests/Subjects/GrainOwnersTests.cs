using Personalization.Cluster.Subjects;
using Personalization.Cluster.Tests.Wire;
using Personalization.Cluster.Wire;
using Personalization.Grains.Nodes;
using Personalization.HostContract;

namespace Personalization.Cluster.Tests.Subjects;

/// <summary>What a node makes of what a silo answers.</summary>
public sealed class GrainOwnersTests
{
    private int calls;

    [Fact]
    public async Task A_silo_that_does_not_answer_loses_the_reply() => await Assert.ThrowsAsync<ReplyLostException>(() => Send(() => throw new TimeoutException("late")));

    [Fact]
    public async Task A_connection_that_breaks_loses_the_reply() => await Assert.ThrowsAsync<ReplyLostException>(() => Send(() => throw new IOException("reset")));

    [Fact]
    public async Task A_reply_that_is_damaged_fails_as_that_and_is_not_asked_for_again()
    {
        await Assert.ThrowsAsync<WireDamagedException>(() => Send(() => new ReplyParcel { Bytes = [2, 0xFF, 0xFF] }));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task A_turn_that_the_silo_cannot_read_is_written_again_as_it_can()
    {
        var reply = await Send(() => calls == 1 ? new ReplyParcel(new WireRefusal(1, 1)) : new ReplyParcel(WireSamples.Fenced, 1, silo: 0));
        Assert.Equal((2, TurnEnd.Fenced), (calls, reply.End));
    }

    [Fact]
    public async Task A_silo_that_refuses_what_it_says_it_reads_is_not_asked_for_ever()
    {
        await Assert.ThrowsAsync<WireVersionsApartException>(() => Send(() => calls < 1_000 ? new ReplyParcel(new WireRefusal(1, 2)) : throw new TimeoutException("A thousand times.")));
        Assert.Equal(1, calls);
    }

    private async Task<TurnReply> Send(Func<ReplyParcel> answer)
    {
        var grain = Answering.With<IUserGrain>(() =>
        {
            calls++;
            return new ValueTask<ReplyParcel>(answer());
        });
        return await new GrainOwners(Answering.With<IGrainFactory>(() => grain), new WireVersions(TimeProvider.System)).Send(Sample.User("u1"), WireSamples.Events, TestContext.Current.CancellationToken);
    }
}
