using Personalization.Core;
using Personalization.Grains.Nodes;
using Personalization.Journal;

namespace Personalization.Cluster.Wire;

/// <summary>A profile that travels. Its own bytes have a version of their own: that of the fold code.</summary>
internal static class GuestForm
{
    public static void Write(in WireWriter writer, Guest guest)
    {
        var (bytes, profile) = (writer.Bytes, guest.Profile);
        writer.Subject(guest.Subject);
        bytes.Signed(profile.Version);
        bytes.Fixed64(profile.EventIdHash);
        bytes.Fixed64(profile.PlanHash);
        bytes.Signed(profile.FoldCodeVersion);
        bytes.Signed(profile.Received.Last.UnixMilliseconds);
        writer.Flag(profile.Received.Rises);
        bytes.Bytes(profile.Payload.Span);
        writer.Texts(guest.Seen);
    }

    public static Guest Read(ref WireReader reader) => new(
        reader.Subject(),
        new StoredSnapshot(
            reader.Bytes.Signed(),
            reader.Bytes.Fixed64(),
            reader.Bytes.Fixed64(),
            reader.Number(),
            new ReceivedOrder(new Instant(reader.Bytes.Signed()), reader.Flag()),
            reader.Run()),
        reader.Texts());
}
