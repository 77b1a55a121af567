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
    public ValueTask WriteAsync(T message) => _response.WriteAsync(message);
}
