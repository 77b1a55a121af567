using System.IO.Pipelines;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Personalization.Grpc;

/// <summary>The answering half of one call: frames, then exactly one status, from whoever comes first with it.</summary>
/// <param name="http">The exchange.</param>
/// <param name="context">Holds the metadata to send and the call's token.</param>
/// <param name="options">Size and time bounds.</param>
/// <param name="streams">Many messages may be written, while a deadline passes.</param>
internal sealed class CallResponse(HttpContext http, CallContext context, GrpcServerOptions options, bool streams)
{
    private const int ResetNoError = 0;
    private const int ResetInternal = 2;
    private const int ResetCancel = 8;

    private const int Open = 0;
    private const int Finished = 1;
    private const int Expired = 2;

    // Held while a message of a stream is written and flushed, so that a status never lands inside one.
    private readonly SemaphoreSlim? _gate = streams ? new SemaphoreSlim(1, 1) : null;
    private TaskCompletionSource? _expiryAnswered;
    private bool _started;
    private int _keptBack;
    private int _state;

    /// <summary>The client reads gzip, and wants it: it compresses its own messages.</summary>
    public bool Gzip { get; set; }

    /// <summary>The client asked which encodings the server reads.</summary>
    public bool TellEncodings { get; set; }

    /// <summary>To be called before a deadline that may come to <see cref="ExpireAsync"/>.</summary>
    public void AllowExpiry() => _expiryAnswered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Writes one message of a stream; waits while the client takes none.</summary>
    /// <param name="message">The message; null to send what is kept back.</param>
    /// <param name="isLast">Whether it is sent at once; otherwise it may be kept back for the next one, with at most <see cref="Limits.MessagesKeptBackMax"/> others.</param>
    /// <exception cref="OperationCanceledException">The call is over.</exception>
    /// <exception cref="RpcException">The message is larger than may be sent, or nobody is there to take it.</exception>
    public async ValueTask WriteAsync(IMessage? message, bool isLast)
    {
        var cancellation = context.CancellationToken;
        await _gate!.WaitAsync(cancellation);
        try
        {
            if (Volatile.Read(ref _state) != Open)
                throw new OperationCanceledException("The call has been answered already.", cancellation);
            if (message is not null)
            {
                WriteFrame(message);
                _keptBack++;
            }
            if (_keptBack == 0 || (!isLast && _keptBack < Limits.MessagesKeptBackMax))
                return;
            _keptBack = 0;
            if (!await FlushAsync(cancellation))
                throw new RpcException(StatusCode.Cancelled, "The client is gone, or reads nothing.");
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends the call, with its only message if it does not stream.</summary>
    /// <param name="message">The message, or null.</param>
    /// <param name="error">The status, or null for OK.</param>
    /// <returns>The status that the client gets.</returns>
    public ValueTask<StatusCode> FinishAsync(IMessage? message, RpcException? error)
    {
        if (_gate is not null)
            return FinishAfterStreamAsync(message, error);
        return Interlocked.CompareExchange(ref _state, Finished, Open) == Open ? AnswerAsync(message, error) : LateAsync();
    }

    /// <summary>Answers with DeadlineExceeded at once, whatever the handler is doing. The exchange stays the handler's until it returns.</summary>
    public async Task ExpireAsync()
    {
        if (!await ClaimAsync(Expired))
            return;
        try
        {
            WriteStatus(new RpcException(StatusCode.DeadlineExceeded, "The deadline passed before the server had answered."));
            await WithinWriteTimeoutAsync(http.Response.CompleteAsync());
            Reset(ResetNoError);
        }
        finally
        {
            _expiryAnswered!.SetResult();
        }
    }

    private async ValueTask<StatusCode> FinishAfterStreamAsync(IMessage? message, RpcException? error) =>
        await ClaimAsync(Finished) ? await AnswerAsync(message, error) : await LateAsync();

    private async ValueTask<StatusCode> LateAsync()
    {
        if (Volatile.Read(ref _state) == Expired)
        {
            // The exchange must not be given back while the deadline's answer is being written to it.
            await _expiryAnswered!.Task;
            return StatusCode.DeadlineExceeded;
        }
        // An earlier attempt broke in the middle: what the client has is of no use.
        Reset(ResetInternal);
        return StatusCode.Internal;
    }

    private ValueTask<StatusCode> AnswerAsync(IMessage? message, RpcException? error)
    {
        var bytes = 0;
        try
        {
            if (message is not null)
                bytes = WriteFrame(message);
        }
        catch (RpcException tooLarge)
        {
            error = tooLarge;
        }
        WriteStatus(error);
        // The output pipe takes a small message whole. A large one waits here, where a client that does not read is given up.
        return bytes <= Limits.SingleSpanBytes ? ValueTask.FromResult(error?.Code ?? StatusCode.OK) : FlushAnswerAsync();
    }

    private async ValueTask<StatusCode> FlushAnswerAsync() => await FlushAsync(CancellationToken.None) ? StatusCode.OK : StatusCode.Cancelled;

    private async ValueTask<bool> ClaimAsync(int state)
    {
        if (_gate is not null)
            await _gate.WaitAsync();
        var claimed = Interlocked.CompareExchange(ref _state, state, Open) == Open;
        _gate?.Release();
        return claimed;
    }

    private int WriteFrame(IMessage message)
    {
        var bytes = MessageCodec.Measure(message, options.SentMessageBytesMax);
        StartHeaders();
        MessageCodec.Write(http.Response.BodyWriter, message, bytes, Gzip);
        return bytes;
    }

    private void StartHeaders()
    {
        if (_started)
            return;
        _started = true;
        var headers = http.Response.Headers;
        headers.ContentType = Headers.GrpcContentType;
        if (Gzip)
            headers.GrpcEncoding = Headers.Gzip;
        if (TellEncodings)
            headers.GrpcAcceptEncoding = Headers.Accepted;
        HeaderMetadata.Write(context.SetResponseHeaders, headers);
    }

    private void WriteStatus(RpcException? error)
    {
        // An error before anything else travels in the headers alone ("Trailers-Only").
        var headersOnly = error is not null && !_started && context.SetResponseHeaders is null;
        StartHeaders();
        var target = headersOnly ? http.Response.Headers : Trailers;
        if (error is null)
            target.GrpcStatus = Headers.StatusOk;
        else
            StatusHeaders.Write(error, target);
        HeaderMetadata.Write(context.SetResponseTrailers, target);
    }

    /// <returns>False when nobody takes the bytes any more.</returns>
    private ValueTask<bool> FlushAsync(CancellationToken cancellation)
    {
        var flush = http.Response.BodyWriter.FlushAsync(cancellation);
        return flush.IsCompletedSuccessfully
            ? ValueTask.FromResult(!flush.GetAwaiter().GetResult().IsCompleted)
            : AwaitAsync(flush.AsTask());

        async ValueTask<bool> AwaitAsync(Task<FlushResult> pending)
        {
            await WithinWriteTimeoutAsync(pending);
            return !(await pending).IsCompleted;
        }
    }

    private async Task WithinWriteTimeoutAsync(Task write)
    {
        await using var timer = options.Time.CreateTimer(
            static state => ((CallResponse)state!).Reset(ResetCancel), this, options.WriteTimeout, Timeout.InfiniteTimeSpan);
        await write;
    }

    // By type rather than by type parameter: the generic look-up is virtual, and slow enough to be measured.
    private IHeaderDictionary Trailers => ((IHttpResponseTrailersFeature)http.Features[typeof(IHttpResponseTrailersFeature)]!).Trailers;

    private void Reset(int errorCode) => http.Features.Get<IHttpResetFeature>()?.Reset(errorCode);
}
