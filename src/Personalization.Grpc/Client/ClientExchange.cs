using System.IO.Pipelines;
using System.Net;
using Google.Protobuf;

namespace Personalization.Grpc;

/// <summary>The HTTP exchange of one call, seen from the client: sends the request, reads frames, and makes the end a status.</summary>
internal sealed class ClientExchange<TResponse> : IDisposable where TResponse : class, IMessage<TResponse>
{
    private readonly HttpClient _http;
    private readonly GrpcClientOptions _options;
    private readonly CallOptions _call;
    private readonly MessageParser<TResponse> _parser;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource? _deadline;
    private readonly CancellationTokenSource _cancellation;
    private Task<HttpResponseMessage>? _response;
    private volatile bool _hasEnded;

    public ClientExchange(
        HttpClient http, GrpcClientOptions options, CallOptions call, MessageParser<TResponse> parser, CancellationToken cancellation)
    {
        _http = http;
        _options = options;
        _call = call;
        _parser = parser;
        _caller = cancellation;
        if (call.Timeout is { } timeout)
            _deadline = new CancellationTokenSource(Clamp(timeout), options.Time);
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _deadline?.Token ?? CancellationToken.None);
        CancellationToken = _cancellation.Token;
    }

    public CancellationToken CancellationToken { get; }

    public Metadata Trailers { get; private set; } = new();

    /// <summary>Whether the call is over, so that nobody takes requests any more.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Told when the call is over.</summary>
    public event Action? Ended;

    public void Send(string path, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        ClientHeaders.Write(request, _options.Headers, _call);
        _response = SendAsync(request);
    }

    public async Task<Metadata> ReadHeadersAsync() => ClientHeaders.Metadata((await ResponseAsync()).Headers);

    public async Task<TResponse> ReadSingleAsync()
    {
        TResponse? single = null;
        await foreach (var message in ReadAllAsync())
            single = single is null
                ? message
                : throw new RpcException(StatusCode.Unimplemented, "The server sent more than one message, where the method gives one.");
        return single ?? throw new RpcException(StatusCode.Unimplemented, "The server sent no message, where the method gives one.");
    }

    public async IAsyncEnumerable<TResponse> ReadAllAsync()
    {
        try
        {
            var response = await ResponseAsync();
            ClientHeaders.CheckIsGrpc(response);
            if (response.Headers.Contains(Headers.Status))
            {
                End(ClientHeaders.Status(response.Headers));
                yield break;
            }
            var body = PipeReader.Create(await response.Content.ReadAsStreamAsync(CancellationToken));
            var source = new MessageSource(body, ClientHeaders.IsGzip(response), _options.ReceivedMessageBytesMax, TransportStatus.Of);
            await using var messages = source.ReadAllAsync(_parser, CancellationToken).GetAsyncEnumerator(CancellationToken);
            while (await TranslateAsync(messages.MoveNextAsync()))
                yield return messages.Current;
            End(ClientHeaders.Status(response.TrailingHeaders));
        }
        finally
        {
            TellEnd();
        }
    }

    public void Dispose()
    {
        _cancellation.Cancel();
        if (_response is { IsCompletedSuccessfully: true })
            _response.Result.Dispose();
        _cancellation.Dispose();
        _deadline?.Dispose();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, CancellationToken);
        }
        catch
        {
            // A body that was never begun is read by nobody.
            TellEnd();
            throw;
        }
    }

    private void TellEnd()
    {
        _hasEnded = true;
        Ended?.Invoke();
    }

    private void End((RpcException? Error, Metadata Trailers) status)
    {
        Trailers = status.Trailers;
        if (status.Error is not null)
            throw status.Error;
    }

    private ValueTask<HttpResponseMessage> ResponseAsync() => TranslateAsync(new ValueTask<HttpResponseMessage>(_response!));

    private async ValueTask<T> TranslateAsync<T>(ValueTask<T> operation)
    {
        try
        {
            return await operation;
        }
        catch (OperationCanceledException error) when (!CancellationToken.IsCancellationRequested)
        {
            // Nobody on this side cancelled: the connection went while the request was written.
            throw TransportStatus.Of(error);
        }
        catch (OperationCanceledException error)
        {
            _caller.ThrowIfCancellationRequested();
            throw _deadline is { IsCancellationRequested: true }
                ? new RpcException(StatusCode.DeadlineExceeded, "The deadline passed before the server had answered.", error)
                : new RpcException(StatusCode.Cancelled, "The call was disposed of before its end.", error);
        }
        catch (HttpRequestException error)
        {
            throw TransportStatus.Of(error);
        }
    }

    private static TimeSpan Clamp(TimeSpan timeout) =>
        timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout > Limits.TimeoutMax ? Limits.TimeoutMax : timeout;
}
