using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;

namespace Personalization.Grpc;

/// <summary>One call on the server, from its headers to its status.</summary>
internal sealed partial class ServerCall
{
    private readonly HttpContext _http;
    private readonly MethodEndpoint _endpoint;
    private readonly GrpcRouter _router;
    private CancellationTokenRegistration _stopping;

    public ServerCall(HttpContext http, MethodEndpoint endpoint, GrpcRouter router)
    {
        _http = http;
        _endpoint = endpoint;
        _router = router;
        Context = new CallContext(http, endpoint.Path);
        Response = new CallResponse(http, Context, router.Options, endpoint.Descriptor.IsServerStreaming);
    }

    public CallContext Context { get; }

    public CallResponse Response { get; }

    /// <summary>The client's messages; set once its headers have been read.</summary>
    public MessageSource Requests { get; private set; }

    public async Task RunAsync()
    {
        var load = ConnectionLoad.Of(_http);
        var entered = load.TryEnter(_router.Options.HandlersPerConnectionMax);
        var passed = 0;
        var status = StatusCode.Unknown;
        try
        {
            if (!entered)
                throw new RpcException(StatusCode.ResourceExhausted, "Too many handlers still run for calls of this connection.");
            ReadHeaders();
            for (; passed < _router.Interceptors.Length; passed++)
                await _router.Interceptors[passed].StartAsync(Context);
            status = await _endpoint.RunAsync(this);
        }
        catch (Exception error)
        {
            status = await FailAsync(StatusOf(error));
        }
        finally
        {
            _stopping.Dispose();
            Context.Expiry?.Dispose();
            if (entered)
                load.Leave();
            while (passed > 0)
                _router.Interceptors[--passed].Finish(Context, status);
        }
    }

    private void ReadHeaders()
    {
        if (_endpoint.Descriptor.IsClientStreaming)
        {
            AllowSlowAndLongStreams();
            _stopping = _router.Options.Stopping.UnsafeRegister(static body => ((PipeReader)body!).CancelPendingRead(), _http.Request.BodyReader);
        }
        var headers = _http.Request.Headers;
        Response.TellEncodings = headers.GrpcAcceptEncoding.Count > 0;
        var gzip = headers.GrpcEncoding.Count > 0 && ReadEncoding(headers.GrpcEncoding.ToString());
        Requests = new MessageSource(_http.Request.BodyReader, gzip, _router.Options.ReceivedMessageBytesMax, Gone, _router.Options.StoppingStatus);
        if (headers.GrpcTimeout.Count > 0)
            StartDeadline(headers.GrpcTimeout.ToString());
    }

    // Deadlines, pings and message sizes bound a stream. A single message keeps Kestrel's least rate and greatest size.
    private void AllowSlowAndLongStreams()
    {
        if (_http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        if (_http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
    }

    private bool ReadEncoding(string encoding)
    {
        Response.TellEncodings = true;
        switch (encoding)
        {
            case Headers.Identity:
                return false;
            case Headers.Gzip:
                // Who compresses wants it back, if it says that it can read it.
                Response.Gzip = Headers.AcceptsGzip(_http.Request.Headers.GrpcAcceptEncoding);
                return true;
            default:
                throw new RpcException(StatusCode.Unimplemented, $"The encoding '{encoding}' is not supported; {Headers.Accepted} are.");
        }
    }

    private void StartDeadline(string header)
    {
        if (!GrpcTimeout.TryParse(header, out var timeout))
            throw new RpcException(StatusCode.Internal, $"'{header}' is not a timeout.");
        var time = _router.Options.Time;
        Context.Deadline = time.GetUtcNow() + timeout;
        Response.AllowExpiry();
        Context.Expiry = new CallExpiry(timeout, time, Response.ExpireAsync, _http.RequestAborted);
    }

    private async ValueTask<StatusCode> FailAsync(RpcException error)
    {
        // Nobody is there to read a status; writing one could only fail.
        if (_http.RequestAborted.IsCancellationRequested && Context.Expiry is not { HasExpired: true })
            return error.Code;
        return await Response.FinishAsync(null, error);
    }

    private RpcException StatusOf(Exception error)
    {
        switch (error)
        {
            case RpcException rpc:
                return rpc;
            case OperationCanceledException when Context.Expiry is { HasExpired: true }:
                return new RpcException(StatusCode.DeadlineExceeded, "The deadline passed before the server had answered.", error);
            case ConnectionAbortedException:
            case OperationCanceledException when Context.CancellationToken.IsCancellationRequested:
                return Gone(error);
            default:
                if (_router.Options.StatusOf(error) is { } known)
                    return known;
                LogHandlerFailed(_router.Logger, Context.Path, error);
                return new RpcException(StatusCode.Unknown, "The server failed to answer this call.", error);
        }
    }

    private static RpcException Gone(Exception error) => new(StatusCode.Cancelled, "The client gave the call up.", error);

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The handler of {Path} failed")]
    private static partial void LogHandlerFailed(ILogger logger, string path, Exception error);
}
