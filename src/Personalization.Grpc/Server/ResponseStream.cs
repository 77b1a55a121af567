using Google.Protobuf;

namespace Personalization.Grpc;

/// <summary>Where a handler writes a stream of responses.</summary>
/// <typeparam name="T">The response message.</typeparam>
public sealed class ResponseStream<T> where T : class, IMessage<T>
{
    private readonly CallResponse _response;

    internal ResponseStream(CallResponse response) => _response = response;

    /// <summary>Sends a message; waits while the client takes none. Several tasks may write at once.</summary>
    /// <exception cref="OperationCanceledException">The call is over: the client is gone, or stopped reading, or the deadline passed.</exception>
    /// <exception cref="RpcException">The message is larger than may be sent.</exception>
    public ValueTask WriteAsync(T message) => _response.WriteAsync(message, isLast: true);

    /// <summary>Like <see cref="WriteAsync"/>, but the message may be kept back until the next one is sent: for several at once. Follow it by one of the others.</summary>
    public ValueTask KeepAsync(T message) => _response.WriteAsync(message, isLast: false);

    /// <summary>Sends what is kept back; does nothing where nothing is.</summary>
    public ValueTask FlushAsync() => _response.WriteAsync(null, isLast: true);
}
