using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Personalization.Core.Codecs;

/// <summary>Writes the primitives of the stored formats into a growing pooled buffer. Not thread-safe; <see cref="Dispose"/> returns the buffer.</summary>
/// <remarks>Numbers are LEB128 (unsigned) or zigzag LEB128 (signed); text is a length in bytes and UTF-8; fixed numbers are little-endian.</remarks>
public sealed class ByteWriter : IDisposable
{
    private const int FirstBytes = 4096;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);

    /// <summary>How many bytes have been written.</summary>
    public int Length { get; private set; }

    /// <summary>What has been written so far; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    /// <summary>Forgets what was written and keeps the buffer.</summary>
    public void Clear() => Length = 0;

    /// <summary>Writes one byte.</summary>
    public void Byte(byte value)
    {
        Reserve(1);
        buffer[Length++] = value;
    }

    /// <summary>Writes an unsigned number in 1 to 10 bytes.</summary>
    public void Unsigned(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            buffer[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        buffer[Length++] = (byte)value;
    }

    /// <summary>Writes a signed number in 1 to 10 bytes; small magnitudes are short.</summary>
    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Writes eight bytes.</summary>
    public void Fixed64(ulong value)
    {
        Reserve(8);
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.AsSpan(Length), value);
        Length += 8;
    }

    /// <summary>Writes the eight bytes of an IEEE 754 double.</summary>
    public void Double(double value) => Fixed64(BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Writes a text as its length in bytes and its UTF-8 form.</summary>
    public void Text(string value)
    {
        var bytesMax = Encoding.UTF8.GetMaxByteCount(value.Length);
        Reserve(bytesMax + 10);
        if (value.Length < 0x80 / 3)
        {
            // The length prefix is one byte for sure, so the text can be written in place in one pass.
            var written = Encoding.UTF8.GetBytes(value, buffer.AsSpan(Length + 1));
            buffer[Length] = (byte)written;
            Length += written + 1;
            return;
        }

        Unsigned((ulong)Encoding.UTF8.GetByteCount(value));
        Length += Encoding.UTF8.GetBytes(value, buffer.AsSpan(Length));
    }

    /// <summary>Writes a run of bytes as its length and the bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Unsigned((ulong)value.Length);
        Raw(value);
    }

    /// <summary>Writes bytes without a length.</summary>
    public void Raw(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(buffer.AsSpan(Length));
        Length += value.Length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var returned = Interlocked.Exchange(ref buffer, []);
        if (returned.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(returned);
        }
    }

    private void Reserve(int bytes)
    {
        if (buffer.Length - Length >= bytes)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, Length + bytes));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
