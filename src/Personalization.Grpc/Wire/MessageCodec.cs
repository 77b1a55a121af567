using System.Buffers;
using Google.Protobuf;

namespace Personalization.Grpc;

/// <summary>Between protobuf messages and frames.</summary>
internal static class MessageCodec
{
    /// <summary>The bytes of a message.</summary>
    /// <exception cref="RpcException">ResourceExhausted: the message is larger than may be sent.</exception>
    public static int Measure(IMessage message, int messageBytesMax)
    {
        var size = message.CalculateSize();
        return size <= messageBytesMax
            ? size
            : throw new RpcException(StatusCode.ResourceExhausted, $"A message has {size} bytes; at most {messageBytesMax} are sent.");
    }

    /// <summary>Writes a message as one frame.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="message">The message.</param>
    /// <param name="size">As measured, the message being unchanged since.</param>
    /// <param name="gzip">Compress it, if it is worth it.</param>
    public static void Write(IBufferWriter<byte> output, IMessage message, int size, bool gzip)
    {
        if (gzip && size >= Limits.CompressFromBytes)
        {
            WriteCompressed(output, message, size);
            return;
        }
        if (size <= Limits.SingleSpanBytes)
        {
            var span = output.GetSpan(Frame.HeaderBytes + size);
            Frame.WriteHeader(span, compressed: false, size);
            message.WriteTo(span.Slice(Frame.HeaderBytes, size));
            output.Advance(Frame.HeaderBytes + size);
            return;
        }
        WriteHeader(output, compressed: false, size);
        message.WriteTo(output);
    }

    /// <summary>Reads the message of a frame.</summary>
    /// <param name="parser">Of the message's type.</param>
    /// <param name="frame">As it was received.</param>
    /// <param name="gzip">The sender declared gzip as its encoding.</param>
    /// <param name="messageBytesMax">The most bytes a message may have after inflation.</param>
    /// <exception cref="RpcException">Internal: a flag that contradicts the headers, broken gzip or protobuf. ResourceExhausted: too large.</exception>
    public static T Read<T>(MessageParser<T> parser, in Frame frame, bool gzip, int messageBytesMax) where T : IMessage<T>
    {
        try
        {
            if (!frame.Compressed)
                return frame.Payload.IsSingleSegment ? parser.ParseFrom(frame.Payload.FirstSpan) : parser.ParseFrom(frame.Payload);
            if (!gzip)
                throw new RpcException(StatusCode.Internal, "A message is flagged as compressed, but the call declared no encoding.");
            var plain = Gzip.Inflate(frame.Payload, messageBytesMax);
            try
            {
                return parser.ParseFrom(plain.Span);
            }
            finally
            {
                plain.Return();
            }
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new RpcException(StatusCode.Internal, "A message is not valid protobuf of its type.", error);
        }
    }

    private static void WriteCompressed(IBufferWriter<byte> output, IMessage message, int size)
    {
        var plain = RentedBytes.Rent(size);
        message.WriteTo(plain.Span);
        var compressed = Gzip.Deflate(plain.Span);
        WriteHeader(output, compressed: true, compressed.Length);
        output.Write(compressed.Span);
        compressed.Return();
        plain.Return();
    }

    private static void WriteHeader(IBufferWriter<byte> output, bool compressed, int length)
    {
        Frame.WriteHeader(output.GetSpan(Frame.HeaderBytes), compressed, length);
        output.Advance(Frame.HeaderBytes);
    }
}
