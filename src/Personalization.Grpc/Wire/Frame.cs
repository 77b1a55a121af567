using System.Buffers;
using System.Buffers.Binary;

namespace Personalization.Grpc;

/// <summary>A length-prefixed message: one flag byte, four bytes of length, the message (PROTOCOL-HTTP2.md).</summary>
/// <param name="Compressed">The message is compressed with the call's encoding.</param>
/// <param name="Payload">The message's bytes; valid until the reader moves on.</param>
internal readonly record struct Frame(bool Compressed, ReadOnlySequence<byte> Payload)
{
    public const int HeaderBytes = 5;

    public static void WriteHeader(Span<byte> destination, bool compressed, int length)
    {
        destination[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(destination[1..], length);
    }

    /// <summary>Takes the next whole frame off a buffer.</summary>
    /// <returns>False when the buffer holds no whole frame yet.</returns>
    /// <exception cref="RpcException">The prefix is broken, or announces more than may be received: known before any of it is buffered.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int messageBytesMax, out Frame frame)
    {
        frame = default;
        if (buffer.Length < HeaderBytes)
            return false;
        var (compressed, length) = ReadHeader(buffer, messageBytesMax);
        if (buffer.Length - HeaderBytes < length)
            return false;
        frame = new Frame(compressed, buffer.Slice(HeaderBytes, length));
        buffer = buffer.Slice(HeaderBytes + (long)length);
        return true;
    }

    private static (bool Compressed, int Length) ReadHeader(in ReadOnlySequence<byte> buffer, int messageBytesMax)
    {
        if (buffer.FirstSpan.Length >= HeaderBytes)
            return ReadHeader(buffer.FirstSpan, messageBytesMax);
        Span<byte> gathered = stackalloc byte[HeaderBytes];
        buffer.Slice(0, HeaderBytes).CopyTo(gathered);
        return ReadHeader(gathered, messageBytesMax);
    }

    private static (bool Compressed, int Length) ReadHeader(ReadOnlySpan<byte> header, int messageBytesMax)
    {
        if (header[0] > 1)
            throw new RpcException(StatusCode.Internal, $"A message starts with the flag {header[0]}; only 0 and 1 are known.");
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (length > messageBytesMax)
            throw new RpcException(StatusCode.ResourceExhausted, $"A message of {length} bytes was announced; at most {messageBytesMax} are received.");
        return (header[0] == 1, (int)length);
    }
}
