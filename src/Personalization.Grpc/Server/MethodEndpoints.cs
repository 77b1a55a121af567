using Google.Protobuf;

namespace Personalization.Grpc;

/// <summary>One request, one response.</summary>
internal sealed class UnaryEndpoint<TRequest, TResponse>(
    Method<TRequest, TResponse> method, Func<TRequest, CallContext, ValueTask<TResponse>> handler) : MethodEndpoint(method.Path, method.Descriptor)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    public override async ValueTask<StatusCode> RunAsync(ServerCall call)
    {
        var request = await call.Requests.ReadSingleAsync(method.RequestParser, call.Context.DeadlineToken);
        return await call.Response.FinishAsync(await handler(request, call.Context), null);
    }
}

/// <summary>Many requests, one response.</summary>
internal sealed class ClientStreamEndpoint<TRequest, TResponse>(
    Method<TRequest, TResponse> method, Func<IAsyncEnumerable<TRequest>, CallContext, ValueTask<TResponse>> handler)
    : MethodEndpoint(method.Path, method.Descriptor)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    public override async ValueTask<StatusCode> RunAsync(ServerCall call)
    {
        var requests = call.Requests.ReadAllAsync(method.RequestParser, call.Context.DeadlineToken);
        return await call.Response.FinishAsync(await handler(requests, call.Context), null);
    }
}

/// <summary>One request, many responses.</summary>
internal sealed class ServerStreamEndpoint<TRequest, TResponse>(
    Method<TRequest, TResponse> method, Func<TRequest, ResponseStream<TResponse>, CallContext, ValueTask> handler)
    : MethodEndpoint(method.Path, method.Descriptor)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    public override async ValueTask<StatusCode> RunAsync(ServerCall call)
    {
        var request = await call.Requests.ReadSingleAsync(method.RequestParser, call.Context.DeadlineToken);
        await handler(request, new ResponseStream<TResponse>(call.Response), call.Context);
        return await call.Response.FinishAsync(null, null);
    }
}

/// <summary>Many requests, many responses.</summary>
internal sealed class DuplexEndpoint<TRequest, TResponse>(
    Method<TRequest, TResponse> method, Func<IAsyncEnumerable<TRequest>, ResponseStream<TResponse>, CallContext, ValueTask> handler)
    : MethodEndpoint(method.Path, method.Descriptor)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    public override async ValueTask<StatusCode> RunAsync(ServerCall call)
    {
        var requests = call.Requests.ReadAllAsync(method.RequestParser, call.Context.DeadlineToken);
        await handler(requests, new ResponseStream<TResponse>(call.Response), call.Context);
        return await call.Response.FinishAsync(null, null);
    }
}
