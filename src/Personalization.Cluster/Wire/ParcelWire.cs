using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Wire;

/// <summary>Several turns in one message, and their replies in another. A message of several is one of <see cref="TurnWire"/>'s but for what is behind the version: a count, and the bodies of as many.</summary>
public static class ParcelWire
{
    /// <summary>Writes turns.</summary>
    /// <param name="turns">The turns, with whom each is sent to.</param>
    /// <param name="version">The version to write, which the receiver has to know.</param>
    /// <exception cref="ArgumentOutOfRangeException">This release cannot write that version.</exception>
    /// <exception cref="ArgumentException">There is no form for what a turn holds.</exception>
    public static byte[] Write(IReadOnlyList<AddressedTurn> turns, int version)
    {
        ArgumentNullException.ThrowIfNull(turns);
        using var bytes = TurnWire.Begin(version);
        bytes.Unsigned((ulong)turns.Count);
        for (var at = 0; at < turns.Count; at++)
        {
            var writer = new WireWriter(bytes, version, turns[at].Turn.Tenant);
            new TurnForm(writer).Write(turns[at].Turn);
            writer.Subject(turns[at].Owner);
        }

        return bytes.Written.ToArray();
    }

    /// <summary>Writes replies.</summary>
    /// <param name="replies">The replies, in the order of their turns.</param>
    /// <param name="version">The version of the turns that they answer.</param>
    /// <exception cref="ArgumentOutOfRangeException">This release cannot write that version.</exception>
    /// <exception cref="ArgumentException">There is no form for what a reply holds.</exception>
    public static byte[] Write(IReadOnlyList<TurnReply> replies, int version)
    {
        ArgumentNullException.ThrowIfNull(replies);
        using var bytes = TurnWire.Begin(version);
        bytes.Unsigned((ulong)replies.Count);
        for (var at = 0; at < replies.Count; at++)
        {
            ReplyForm.Write(bytes, replies[at], version);
        }

        return bytes.Written.ToArray();
    }

    /// <summary>Reads turns.</summary>
    /// <exception cref="WireDamagedException">The bytes are no turns of a version that this release reads (<see cref="TurnWire.VersionOf"/>).</exception>
    public static IReadOnlyList<AddressedTurn> ReadTurns(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = TurnWire.Open(bytes);
            var turns = new AddressedTurn[reader.Bytes.Count()];
            for (var at = 0; at < turns.Length; at++)
            {
                var turn = TurnForm.Read(ref reader);
                turns[at] = new AddressedTurn(reader.Subject(), turn);
            }

            return TurnWire.Whole(turns, reader);
        }
        catch (InvalidDataException damaged)
        {
            throw new WireDamagedException(damaged);
        }
    }

    /// <summary>Reads replies.</summary>
    /// <exception cref="WireDamagedException">The bytes are no replies of a version that this release reads.</exception>
    public static IReadOnlyList<TurnReply> ReadReplies(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = TurnWire.Open(bytes);
            var replies = new TurnReply[reader.Bytes.Count()];
            for (var at = 0; at < replies.Length; at++)
            {
                replies[at] = ReplyForm.Read(ref reader);
            }

            return TurnWire.Whole(replies, reader);
        }
        catch (InvalidDataException damaged)
        {
            throw new WireDamagedException(damaged);
        }
    }
}
