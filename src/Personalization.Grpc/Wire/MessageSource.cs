using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace Personalization.Grpc;

/// <summary>The messages that the other side sends, off a pipe of bytes.</summary>
/// <param name="body">Bytes of frames, cut anywhere.</param>
/// <param name="gzip">The sender declared gzip as its encoding.</param>
/// <param name="messageBytesMax">The most bytes of one message.</param>
/// <param name="broken">The status of a connection that breaks while its bytes are awaited.</param>
/// <param name="cancelled">The status of a stream whose reader was told to wait for no more bytes.</param>
internal readonly struct MessageSource(PipeReader body, bool gzip, int messageBytesMax, Func<IOException, RpcException> broken, Func<RpcException>? cancelled = null)
{
    /// <summary>Reads the one message of a side that does not stream.</summary>
    /// <exception cref="RpcException">Unimplemented (the specification's code for it) when there is none or more than one; or as of broken frames.</exception>
    public async ValueTask<T> ReadSingleAsync<T>(MessageParser<T> parser, CancellationToken cancellation) where T : IMessage<T>
    {
        while (true)
        {
            ReadResult read;
            try
            {
                read = await body.ReadAsync(cancellation);
            }
            catch (IOException error)
            {
                throw broken(error);
            }
            var rest = read.Buffer;
            var whole = Frame.TryRead(ref rest, messageBytesMax, out var frame);
            if (whole && !rest.IsEmpty)
                throw new RpcException(StatusCode.Unimplemented, "More than one message was sent, where the method takes one.");
            if (read.IsCompleted)
            {
                if (!whole)
                    throw rest.IsEmpty ? new RpcException(StatusCode.Unimplemented, "No message was sent, where the method takes one.") : CutOff();
                var message = MessageCodec.Read(parser, frame, gzip, messageBytesMax);
                Advance(rest.End, rest.End);
                return message;
            }
            Advance(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Reads messages until the sender is done. What is buffered is given out without waiting.</summary>
    /// <exception cref="RpcException">Frames are broken, too large, or end in the middle.</exception>
    public async IAsyncEnumerable<T> ReadAllAsync<T>(MessageParser<T> parser, [EnumeratorCancellation] CancellationToken cancellation)
        where T : IMessage<T>
    {
        while (true)
        {
            ReadResult read;
            try
            {
                read = await body.ReadAsync(cancellation);
            }
            catch (IOException error)
            {
                throw broken(error);
            }
            if (read.IsCanceled && cancelled is not null)
                throw cancelled();
            var rest = read.Buffer;
            while (Frame.TryRead(ref rest, messageBytesMax, out var frame))
                yield return MessageCodec.Read(parser, frame, gzip, messageBytesMax);
            Advance(rest.Start, rest.End);
            if (!read.IsCompleted)
                continue;
            if (!rest.IsEmpty)
                throw CutOff();
            yield break;
        }
    }

    // Kestrel tells of a reset wherever it is asked next, here as well.
    private void Advance(SequencePosition consumed, SequencePosition examined)
    {
        try
        {
            body.AdvanceTo(consumed, examined);
        }
        catch (IOException error)
        {
            throw broken(error);
        }
    }

    private static RpcException CutOff() => new(StatusCode.Internal, "The stream ended in the middle of a message.");
}
