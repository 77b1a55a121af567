using System.Buffers;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace Personalization.Grpc;

/// <summary>Calls methods of one server over HTTP/2. Safe for use by many tasks at once; make one and keep it.</summary>
/// <remarks>
/// Every call throws <see cref="RpcException"/> when it ends with another status than OK, and
/// <see cref="OperationCanceledException"/> when its cancellation token is cancelled.
/// </remarks>
public sealed class GrpcClient : IDisposable
{
    private static readonly CallOptions Defaults = new();
    private readonly HttpClient _http;
    private readonly GrpcClientOptions _options;

    /// <summary>Uses a client that is set up already.</summary>
    /// <param name="http">With a base address, and without a timeout: calls bring their own. Disposed with this.</param>
    /// <param name="options">The defaults when null.</param>
    public GrpcClient(HttpClient http, GrpcClientOptions? options = null)
    {
        _http = http;
        _options = options ?? new GrpcClientOptions();
    }

    /// <summary>Makes a client for an address; connects on the first call.</summary>
    /// <param name="address"><c>http://host:port</c> speaks HTTP/2 with prior knowledge, <c>https://host:port</c> over TLS.</param>
    /// <param name="options">The defaults when null.</param>
    public static GrpcClient For(Uri address, GrpcClientOptions? options = null)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = Limits.KeepAlivePingDelay,
            KeepAlivePingTimeout = Limits.KeepAlivePingTimeout,
            InitialHttp2StreamWindowSize = Limits.StreamWindowBytes,
            MaxResponseHeadersLength = Limits.HeaderBytes / 1024,
        };
        return new GrpcClient(new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan }, options);
    }

    /// <summary>Sends one request and waits for one response.</summary>
    public async Task<TResponse> UnaryAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CallOptions? options = null, CancellationToken cancellation = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        using var exchange = Send(method, request, options ?? Defaults, cancellation);
        return await exchange.ReadSingleAsync();
    }

    /// <summary>Sends one request and gives the responses as they come. Stopping early cancels the call.</summary>
    public async IAsyncEnumerable<TResponse> ServerStreamAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CallOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellation = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        using var exchange = Send(method, request, options ?? Defaults, cancellation);
        await foreach (var response in exchange.ReadAllAsync())
            yield return response;
    }

    /// <summary>Sends requests as they come and waits for one response.</summary>
    public async Task<TResponse> ClientStreamAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, IAsyncEnumerable<TRequest> requests, CallOptions? options = null,
        CancellationToken cancellation = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        await using var call = Open(method, options, cancellation);
        await foreach (var request in requests.WithCancellation(cancellation))
            if (!await call.TryWriteAsync(request))
                break;
        await call.CompleteAsync();
        return await call.ReadSingleAsync();
    }

    /// <summary>Opens a call whose requests and responses flow independently; the way to a call's headers and trailers, too.</summary>
    /// <returns>The call; disposing it before its end cancels it.</returns>
    public ClientCall<TRequest, TResponse> Open<TRequest, TResponse>(
        Method<TRequest, TResponse> method, CallOptions? options = null, CancellationToken cancellation = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        options ??= Defaults;
        return new ClientCall<TRequest, TResponse>(
            method, new ClientExchange<TResponse>(_http, _options, options, method.ResponseParser, cancellation), _options, options.Gzip);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private ClientExchange<TResponse> Send<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CallOptions options, CancellationToken cancellation)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var size = MessageCodec.Measure(request, _options.SentMessageBytesMax);
        var frame = new ArrayBufferWriter<byte>(Frame.HeaderBytes + size);
        MessageCodec.Write(frame, request, size, options.Gzip);
        var exchange = new ClientExchange<TResponse>(_http, _options, options, method.ResponseParser, cancellation);
        exchange.Send(method.Path, new ReadOnlyMemoryContent(frame.WrittenMemory));
        return exchange;
    }
}
