using Personalization.Core.Codecs;

namespace Personalization.Cluster.Wire;

/// <summary>What a node answers that does not know the version of a turn: nothing ran. The one message that is the same in all releases.</summary>
/// <param name="OldestRead">The oldest version that it reads.</param>
/// <param name="NewestRead">The newest version that it reads.</param>
public readonly record struct WireRefusal(int OldestRead, int NewestRead)
{
    /// <summary>Stands where a message has its version.</summary>
    internal const byte Mark = 0;

    /// <summary>Its bytes.</summary>
    public byte[] ToBytes()
    {
        using var writer = new ByteWriter();
        writer.Byte(Mark);
        writer.Unsigned((ulong)OldestRead);
        writer.Unsigned((ulong)NewestRead);
        return writer.Written.ToArray();
    }

    /// <summary>Reads a refusal; false where the bytes are something else. What a later release may say behind it is not looked at.</summary>
    /// <exception cref="WireDamagedException">It is one, and damaged.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out WireRefusal refusal)
    {
        refusal = default;
        if (bytes.IsEmpty || bytes[0] != Mark)
        {
            return false;
        }

        try
        {
            var reader = new ByteReader(bytes[1..]);
            refusal = new WireRefusal(Version(ref reader), Version(ref reader));
            return true;
        }
        catch (InvalidDataException damaged)
        {
            throw new WireDamagedException(damaged);
        }
    }

    private static int Version(ref ByteReader reader) =>
        reader.Unsigned() is var version && version is > 0 and <= int.MaxValue ? (int)version : throw new InvalidDataException("No release has this version.");
}
