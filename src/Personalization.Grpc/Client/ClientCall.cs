using System.IO.Pipelines;
using Google.Protobuf;

namespace Personalization.Grpc;

/// <summary>One open call: requests out, responses in. One task may write while another reads.</summary>
/// <typeparam name="TRequest">The request message.</typeparam>
/// <typeparam name="TResponse">The response message.</typeparam>
public sealed class ClientCall<TRequest, TResponse> : IAsyncDisposable
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private readonly ClientExchange<TResponse> _exchange;
    private readonly PipeWriter _requests;
    private readonly GrpcClientOptions _options;
    private readonly bool _gzip;

    internal ClientCall(Method<TRequest, TResponse> method, ClientExchange<TResponse> exchange, GrpcClientOptions options, bool gzip)
    {
        var pipe = new Pipe();
        _exchange = exchange;
        _requests = pipe.Writer;
        _options = options;
        _gzip = gzip;
        exchange.Ended += _requests.CancelPendingFlush;
        exchange.Send(method.Path, new PipeContent(pipe.Reader));
    }

    /// <summary>Sends a request; waits while the server takes none, and no longer than the call lasts.</summary>
    /// <exception cref="RpcException">Cancelled: the call is over, or was never begun; its status comes with the responses. Or the message is too large.</exception>
    public async ValueTask WriteAsync(TRequest request)
    {
        if (!await TryWriteAsync(request))
            throw new RpcException(StatusCode.Cancelled, "The server takes no more messages: the call has ended.");
    }

    /// <summary>Says that no more requests come.</summary>
    public ValueTask CompleteAsync() => _requests.CompleteAsync();

    /// <summary>The responses, until the call ends with OK. To be called once.</summary>
    public IAsyncEnumerable<TResponse> ReadAllAsync() => _exchange.ReadAllAsync();

    /// <summary>The one response of a method that does not stream its responses. To be called once, instead of <see cref="ReadAllAsync"/>.</summary>
    public Task<TResponse> ReadSingleAsync() => _exchange.ReadSingleAsync();

    /// <summary>The server's metadata before its first message; waits for it.</summary>
    public Task<Metadata> ReadHeadersAsync() => _exchange.ReadHeadersAsync();

    /// <summary>The server's metadata after its last message; empty until the responses have been read to their end.</summary>
    public Metadata Trailers => _exchange.Trailers;

    /// <summary>Ends the call; cancels it if the server has not ended it.</summary>
    public async ValueTask DisposeAsync()
    {
        _exchange.Dispose();
        // With an error, or the server would take what was sent so far for all there is.
        await _requests.CompleteAsync(new OperationCanceledException("The call was disposed of."));
    }

    /// <returns>False when the server takes no more.</returns>
    internal async ValueTask<bool> TryWriteAsync(TRequest request)
    {
        var size = MessageCodec.Measure(request, _options.SentMessageBytesMax);
        if (_exchange.HasEnded)
            return false;
        MessageCodec.Write(_requests, request, size, _gzip);
        var flushed = await _requests.FlushAsync(_exchange.CancellationToken);
        return !flushed.IsCompleted && !flushed.IsCanceled;
    }
}
