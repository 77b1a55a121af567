using FsCheck;
using FsCheck.Fluent;
using Personalization.Cluster.Wire;
using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;
using Personalization.HostContract;

namespace Personalization.Cluster.Tests.Wire;

public sealed class ParcelWireTests
{
    [Fact]
    public void Turns_come_back_from_a_parcel_with_their_owners_as_they_were() => Prop.ForAll(WireGen.Turn.ListOf(4).ToArbitrary(), turns =>
    {
        var sent = turns.Select((turn, at) => new AddressedTurn(Sample.User($"u{at}"), turn)).ToArray();
        Assert.Equal(Described.Of(sent), Described.Of(ParcelWire.ReadTurns(ParcelWire.Write(sent, WireVersion.Newest))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Replies_come_back_from_a_parcel_as_they_were() => Prop.ForAll(WireGen.Reply.ListOf(4).ToArbitrary(), replies =>
        Assert.Equal(Described.Of(replies.ToArray()), Described.Of(ParcelWire.ReadReplies(ParcelWire.Write([.. replies], WireVersion.Newest))))).QuickCheckThrowOnFailure();

    [Fact]
    public void Turns_of_several_tenants_may_travel_together()
    {
        var stranger = new SubjectKey(new TenantId("other/production"), SubjectKind.User, "u1");
        AddressedTurn[] sent = [.. WireSamples.Parcel, new(stranger, new TravellingLook(stranger) { Tenant = stranger.Tenant, Now = default })];
        Assert.Equal(stranger, ParcelWire.ReadTurns(ParcelWire.Write(sent, 2))[^1].Owner);
        Assert.Equal(Sample.User("u1"), ParcelWire.ReadTurns(ParcelWire.Write(sent, 2))[1].Owner);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_ends_too_early_or_too_late_is_damaged(int version)
    {
        var (turns, replies) = (ParcelWire.Write(WireSamples.Parcel, version), ParcelWire.Write(WireSamples.ParcelReplies, version));
        Assert.All(Enumerable.Range(0, turns.Length), length => Assert.Throws<WireDamagedException>(() => ParcelWire.ReadTurns(turns.AsMemory(0, length))));
        Assert.All(Enumerable.Range(0, replies.Length), length => Assert.Throws<WireDamagedException>(() => ParcelWire.ReadReplies(replies.AsMemory(0, length))));
        Assert.Throws<WireDamagedException>(() => ParcelWire.ReadTurns((byte[])[.. turns, 0]));
        Assert.Throws<WireDamagedException>(() => ParcelWire.ReadReplies((byte[])[.. replies, 0]));
    }
}
