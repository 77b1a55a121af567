using Personalization.Cluster.Subjects;
using Personalization.Cluster.Tests.Wire;
using Personalization.Cluster.Wire;

namespace Personalization.Cluster.Tests.Subjects;

/// <summary>Turns as they leave one process and come to another.</summary>
public sealed class TurnParcelTests
{
    private bool hasRun;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_turn_is_written_in_the_version_it_is_given_and_answered_in_the_same(int version)
    {
        var arrived = new TurnParcel { Bytes = new TurnParcel(WireSamples.Events, version).Bytes };
        Assert.Equal(version, TurnWire.VersionOf(arrived.Bytes));
        Assert.Equal(version, TurnWire.VersionOf((await Answer(arrived, newest: 2)).Bytes));
        Assert.True(hasRun);
    }

    [Fact]
    public async Task A_turn_of_a_later_release_is_refused_and_does_not_run()
    {
        var reply = await Answer(new TurnParcel { Bytes = new TurnParcel(WireSamples.Events, 2).Bytes }, newest: 1);
        Assert.Null(reply.Open(out var refusal));
        Assert.Equal((new WireRefusal(1, 1), false), (refusal, hasRun));
    }

    [Fact]
    public async Task A_turn_that_arrived_damaged_fails_as_that()
    {
        await Assert.ThrowsAsync<WireDamagedException>(() => Answer(new TurnParcel { Bytes = [2, 0xFF, 0xFF] }, newest: 2));
        Assert.False(hasRun);
    }

    private async Task<ReplyParcel> Answer(TurnParcel parcel, int newest) => await parcel.Answer(new WireVersions(TimeProvider.System, newest), silo: 0, _ =>
    {
        hasRun = true;
        return new(WireSamples.Fenced);
    });
}
