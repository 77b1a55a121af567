using System.Buffers.Binary;
using System.Text;

namespace Personalization.Journal.Codecs;

/// <summary>Gives the same string for the same bytes while it remembers them, so that a replay does not make each event name a million times.</summary>
/// <remarks>Direct-mapped and bounded by <see cref="Limits.CachedTexts"/>; a newcomer takes the place. Not thread-safe: one per reader.</remarks>
public sealed class TextCache
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly string?[] slots = new string?[Limits.CachedTexts];

    /// <summary>The text of some UTF-8 bytes. Throws <see cref="InvalidDataException"/> on bytes that are not UTF-8.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Limits.CachedTextBytesMax)
        {
            return Decode(utf8);
        }

        if (utf8.IsEmpty)
        {
            return string.Empty;
        }

        ref var slot = ref slots[Slot(utf8)];
        if (slot is { } known && Ascii.Equals(utf8, known))
        {
            return known;
        }

        return slot = Decode(utf8);
    }

    /// <summary>Makes the text of some UTF-8 bytes. Throws <see cref="InvalidDataException"/> on bytes that are not UTF-8.</summary>
    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Strict.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException("A text is not UTF-8.", e);
        }
    }

    private static int Slot(ReadOnlySpan<byte> utf8)
    {
        var (head, tail) = utf8.Length >= 8
            ? (BinaryPrimitives.ReadUInt64LittleEndian(utf8), BinaryPrimitives.ReadUInt64LittleEndian(utf8[^8..]))
            : (Short(utf8), 0UL);
        var mixed = (head ^ (tail * 0x9E3779B185EBCA87) ^ (ulong)utf8.Length) * 0xC2B2AE3D27D4EB4F;
        return (int)((mixed >> 32) % Limits.CachedTexts);
    }

    private static ulong Short(ReadOnlySpan<byte> utf8)
    {
        ulong value = 0;
        foreach (var one in utf8)
        {
            value = (value << 8) | one;
        }

        return value;
    }
}
