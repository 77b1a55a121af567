using Google.Protobuf;
using Personalization.Gateway.AccessLog;
using Personalization.Grpc;

namespace Personalization.Gateway.Grpc;

/// <summary>Puts the writing of notes around handlers of methods whose access says so. What could not be noted is not answered.</summary>
internal sealed class RpcAccessLog(AccessRecorder recorder)
{
    /// <summary>A handler that writes its note before its response is sent.</summary>
    public Func<TRequest, CallContext, ValueTask<TResponse>> Unary<TRequest, TResponse>(Func<TRequest, CallContext, ValueTask<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> => async (request, call) =>
    {
        TResponse response;
        try
        {
            response = await handler(request, call);
        }
        catch (Exception error)
        {
            await Record(call, error);
            throw;
        }

        await recorder.Record(NoteOf(call), nameof(StatusCode.OK), isDone: true, call.CancellationToken);
        return response;
    };

    /// <summary>A handler of a stream that writes its note by <see cref="Begin"/> before its first message, or when it refuses.</summary>
    public Func<TRequest, ResponseStream<TResponse>, CallContext, ValueTask> Stream<TRequest, TResponse>(Func<TRequest, ResponseStream<TResponse>, CallContext, ValueTask> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> => async (request, responses, call) =>
    {
        try
        {
            await handler(request, responses, call);
        }
        catch (Exception error)
        {
            await Record(call, error);
            throw;
        }

        await Begin(call);
    };

    /// <summary>Writes the note of a stream that is about to send; does nothing where it is written.</summary>
    public ValueTask Begin(CallContext call) => recorder.Record(NoteOf(call), nameof(StatusCode.OK), isDone: true, call.CancellationToken);

    private ValueTask Record(CallContext call, Exception error)
    {
        var code = error switch
        {
            RpcException refused => refused.Code,
            OperationCanceledException => StatusCode.Cancelled,
            _ => RpcServices.StatusOf(error)?.Code ?? StatusCode.Unknown,
        };
        return recorder.Record(NoteOf(call), code.ToString(), isDone: false, call.CancellationToken);
    }

    private static AccessNote NoteOf(CallContext call) =>
        call.Get<AccessNote>() ?? throw new InvalidOperationException($"The access of {call.Path} names no act.");
}
