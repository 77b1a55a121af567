using System.Globalization;
using Personalization.Cluster.Wire;

namespace Personalization.Cluster.Tests.Wire;

/// <summary>What one release sends, others read: a version that was written once may not change while a release reads it.</summary>
public sealed class GoldenWireTests
{
    public static TheoryData<string, int> Turns => Of(WireSamples.Turns.Keys);

    public static TheoryData<string, int> Replies => Of(WireSamples.Replies.Keys);

    [Theory]
    [MemberData(nameof(Turns))]
    public void A_turn_is_written_as_it_always_was(string name, int version) => Assert.Equal(Read(name, version), Convert.ToHexStringLower(TurnWire.Write(WireSamples.Turns[name], version)));

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_reply_is_written_as_it_always_was(string name, int version) => Assert.Equal(Read(name, version), Convert.ToHexStringLower(TurnWire.Write(WireSamples.Replies[name], version)));

    [Theory]
    [MemberData(nameof(Turns))]
    public void A_turn_of_a_golden_file_is_read(string name, int version)
    {
        var turn = WireSamples.Turns[name];
        var expected = version == 1 && turn is Grains.Nodes.TravellingDecision decision ? decision with { IsRepeat = false } : turn;
        Assert.Equal(Described.Of(expected), Described.Of(TurnWire.ReadTurn(Convert.FromHexString(Read(name, version)))));
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_reply_of_a_golden_file_is_read(string name, int version)
    {
        var reply = WireSamples.Replies[name];
        var expected = version == 1 && reply.End == Grains.Nodes.TurnEnd.Fenced ? reply with { End = Grains.Nodes.TurnEnd.Lost } : reply;
        Assert.Equal(Described.Of(expected), Described.Of(TurnWire.ReadReply(Convert.FromHexString(Read(name, version)))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_parcel_and_its_replies_are_written_and_read_as_they_always_were(int version)
    {
        var (turns, replies) = (Read("parcel", version), Read("parcel-replies", version));
        Assert.Equal(turns, Convert.ToHexStringLower(ParcelWire.Write(WireSamples.Parcel, version)));
        Assert.Equal(replies, Convert.ToHexStringLower(ParcelWire.Write(WireSamples.ParcelReplies, version)));
        Assert.Equal(Described.Of(WireSamples.Parcel), Described.Of(ParcelWire.ReadTurns(Convert.FromHexString(turns))));
        Assert.Equal(Described.Of(WireSamples.ParcelReplies), Described.Of(ParcelWire.ReadReplies(Convert.FromHexString(replies))));
    }

    [Fact]
    public void A_refusal_is_the_same_in_all_releases()
    {
        Assert.Equal([0, 1, 2], new WireRefusal(1, 2).ToBytes());
        Assert.Equal([0, 3, 0xAC, 0x02], new WireRefusal(3, 300).ToBytes());
        Assert.True(WireRefusal.TryRead([0, 3, 0xAC, 0x02, 1, 2, 3], out var read));
        Assert.Equal(new WireRefusal(3, 300), read);
    }

    private static TheoryData<string, int> Of(IEnumerable<string> names)
    {
        var data = new TheoryData<string, int>();
        foreach (var name in names)
        {
            for (var version = WireVersion.Oldest; version <= WireVersion.Newest; version++)
            {
                data.Add(name, version);
            }
        }

        return data;
    }

    private static string Read(string name, int version) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Wire", "Golden", string.Create(CultureInfo.InvariantCulture, $"{name}-v{version}.hex"))).Trim();
}
