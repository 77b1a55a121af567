using System.Diagnostics.CodeAnalysis;
using Personalization.Core.Codecs;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Wire;

/// <summary>Turns and their replies as the bytes that nodes send each other. The form is specified in <c>docs/formats/wire.md</c>; golden files hold it fast.</summary>
/// <remarks>A message begins with its version. Who gets a turn of a version that they do not know answers with a <see cref="WireRefusal"/>; a reply has the version of its turn.</remarks>
public static class TurnWire
{
    /// <summary>The version of a message; 0 for a <see cref="WireRefusal"/>.</summary>
    /// <exception cref="WireDamagedException">The bytes do not begin with one.</exception>
    public static int VersionOf(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return ReadVersion(bytes, out _);
        }
        catch (InvalidDataException damaged)
        {
            throw new WireDamagedException(damaged);
        }
    }

    /// <summary>Writes a turn.</summary>
    /// <param name="turn">The turn. What it names belongs to its tenant.</param>
    /// <param name="version">The version to write, which the receiver has to know.</param>
    /// <exception cref="ArgumentOutOfRangeException">This release cannot write that version.</exception>
    /// <exception cref="ArgumentException">There is no form for what the turn holds.</exception>
    public static byte[] Write(TravellingTurn turn, int version)
    {
        ArgumentNullException.ThrowIfNull(turn);
        using var bytes = Begin(version);
        new TurnForm(new WireWriter(bytes, version, turn.Tenant)).Write(turn);
        return bytes.Written.ToArray();
    }

    /// <summary>Writes a reply.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="version">The version of the turn that it answers.</param>
    /// <exception cref="ArgumentOutOfRangeException">This release cannot write that version.</exception>
    /// <exception cref="ArgumentException">There is no form for what the reply holds.</exception>
    public static byte[] Write(TurnReply reply, int version)
    {
        ArgumentNullException.ThrowIfNull(reply);
        using var bytes = Begin(version);
        ReplyForm.Write(bytes, reply, version);
        return bytes.Written.ToArray();
    }

    /// <summary>Reads a turn. Its guests' profiles point into the bytes.</summary>
    /// <exception cref="WireDamagedException">The bytes are no turn of a version that this release reads (<see cref="VersionOf"/>).</exception>
    public static TravellingTurn ReadTurn(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = Open(bytes);
            return Whole(TurnForm.Read(ref reader), reader);
        }
        catch (InvalidDataException damaged)
        {
            throw new WireDamagedException(damaged);
        }
    }

    /// <summary>Reads a reply. A profile in it points into the bytes.</summary>
    /// <exception cref="WireDamagedException">The bytes are no reply of a version that this release reads.</exception>
    public static TurnReply ReadReply(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = Open(bytes);
            return Whole(ReplyForm.Read(ref reader), reader);
        }
        catch (InvalidDataException damaged)
        {
            throw new WireDamagedException(damaged);
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The caller disposes of it.")]
    internal static ByteWriter Begin(int version)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, WireVersion.Oldest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, WireVersion.Newest);
        var bytes = new ByteWriter();
        bytes.Unsigned((ulong)version);
        return bytes;
    }

    internal static WireReader Open(ReadOnlyMemory<byte> bytes)
    {
        var version = ReadVersion(bytes.Span, out var length);
        return version is >= WireVersion.Oldest and <= WireVersion.Newest
            ? new WireReader(bytes[length..], version)
            : throw new InvalidDataException($"This release does not read version {version}.");
    }

    internal static T Whole<T>(T message, in WireReader reader) =>
        reader.Bytes.Remaining == 0 ? message : throw new InvalidDataException("The message goes on behind its end.");

    private static int ReadVersion(ReadOnlySpan<byte> bytes, out int length)
    {
        var reader = new ByteReader(bytes);
        var version = reader.Unsigned();
        length = reader.Position;
        return version <= int.MaxValue ? (int)version : throw new InvalidDataException("No release has this version.");
    }
}
