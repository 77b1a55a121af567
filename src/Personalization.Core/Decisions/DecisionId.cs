using System.Buffers.Binary;

namespace Personalization.Core.Decisions;

/// <summary>
/// The name of a decision. It says itself where the decision is stored: the subject by hash and the version of its record, so
/// no index of decisions is needed.
/// </summary>
/// <remarks>
/// The text is <c>d</c> (stored) or <c>p</c> (a peek, stored nowhere) and, in lower-case base 32 by Crockford
/// (https://www.crockford.com/base32.html), eight bytes of subject hash, the version as LEB128 and four check bytes. There is
/// exactly one text for each id. The check catches typing errors; it is no secret and proves nothing about the asker.
/// </remarks>
/// <param name="SubjectHash">The <see cref="Subjects.SubjectKey.StableHash"/> of the user.</param>
/// <param name="Version">The version of the served record in the user's stream; of a peek, the version that was read.</param>
/// <param name="IsPeek">Whether nothing is stored under it.</param>
public readonly record struct DecisionId(ulong SubjectHash, long Version, bool IsPeek)
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int BytesMax = 8 + 10 + CheckBytes;
    private const int CheckBytes = 4;
    private const int CharsMax = 1 + (((BytesMax * 8) + 4) / 5);

    /// <summary>The text form, 22 to 37 characters.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[BytesMax];
        Span<char> text = stackalloc char[CharsMax];
        text[0] = IsPeek ? 'p' : 'd';
        return new string(text[..(1 + Encode(bytes[..Pack(bytes)], text[1..]))]);
    }

    /// <summary>Reads the text form; false for anything that <see cref="ToString"/> cannot have made.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DecisionId id)
    {
        id = default;
        Span<byte> bytes = stackalloc byte[BytesMax];
        if (text.Length is 0 or > CharsMax || text[0] is not ('d' or 'p') || !TryDecode(text[1..], bytes, out var length) || length <= 8 + CheckBytes)
        {
            return false;
        }

        if (!TryReadVersion(bytes[8..(length - CheckBytes)], out var version))
        {
            return false;
        }

        var parsed = new DecisionId(BinaryPrimitives.ReadUInt64LittleEndian(bytes), version, text[0] == 'p');
        if (!text.SequenceEqual(parsed.ToString()))
        {
            return false;
        }

        id = parsed;
        return true;
    }

    private int Pack(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, SubjectHash);
        var length = 8;
        var rest = (ulong)Version;
        for (; rest >= 0x80; rest >>= 7)
        {
            bytes[length++] = (byte)(rest | 0x80);
        }

        bytes[length++] = (byte)rest;
        var check = StableHash.Of(bytes[..length], IsPeek ? 1UL : 0UL);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[length..], (uint)check);
        return length + CheckBytes;
    }

    private static bool TryReadVersion(ReadOnlySpan<byte> bytes, out long version)
    {
        version = 0;
        for (var at = 0; at < bytes.Length && at < 9; at++)
        {
            version |= (long)(bytes[at] & 0x7F) << (7 * at);
            if (bytes[at] < 0x80)
            {
                return at == bytes.Length - 1;
            }
        }

        return false;
    }

    private static int Encode(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        var length = 0;
        var held = 0;
        var bits = 0;
        foreach (var one in bytes)
        {
            held = (held << 8) | one;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text[length++] = Digits[(held >> (bits - 5)) & 31];
            }
        }

        if (bits > 0)
        {
            text[length++] = Digits[(held << (5 - bits)) & 31];
        }

        return length;
    }

    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        length = 0;
        var held = 0;
        var bits = 0;
        foreach (var one in text)
        {
            var digit = Digits.IndexOf(one, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            held = (held << 5) | digit;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[length++] = (byte)(held >> bits);
            }
        }

        return true;
    }
}
