using System.Buffers.Binary;
using System.Text;

namespace Personalization.Core.Codecs;

/// <summary>Reads what <see cref="ByteWriter"/> wrote. Every method throws <see cref="InvalidDataException"/> on bytes that no writer can have made.</summary>
/// <param name="bytes">The bytes to read, from their start.</param>
public ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> source = bytes;

    /// <summary>How many bytes have been read.</summary>
    public int Position { get; private set; }

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => source.Length - Position;

    /// <summary>Reads one byte.</summary>
    public byte Byte()
    {
        Require(1);
        return source[Position++];
    }

    /// <summary>Reads an unsigned number.</summary>
    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            if (shift == 63 && next > 1)
            {
                break;
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number is longer than 64 bits.");
    }

    /// <summary>Reads a signed number.</summary>
    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Reads a count of things that take at least one byte each, so a damaged count can never make a huge allocation.</summary>
    public int Count()
    {
        var value = Unsigned();
        return value <= (ulong)Remaining ? (int)value : throw new InvalidDataException("A count is larger than what is left.");
    }

    /// <summary>Reads eight bytes.</summary>
    public ulong Fixed64()
    {
        Require(8);
        var value = BinaryPrimitives.ReadUInt64LittleEndian(source[Position..]);
        Position += 8;
        return value;
    }

    /// <summary>Reads an IEEE 754 double.</summary>
    public double Double() => BitConverter.UInt64BitsToDouble(Fixed64());

    /// <summary>Reads a text.</summary>
    public string Text() => Encoding.UTF8.GetString(Bytes());

    /// <summary>Reads a run of bytes; the span points into the source.</summary>
    public ReadOnlySpan<byte> Bytes() => Raw(Count());

    /// <summary>Reads that many bytes; the span points into the source.</summary>
    public ReadOnlySpan<byte> Raw(int length)
    {
        Require(length);
        var run = source.Slice(Position, length);
        Position += length;
        return run;
    }

    private readonly void Require(int length)
    {
        if (length < 0 || Remaining < length)
        {
            throw new InvalidDataException("The bytes end too early.");
        }
    }
}
