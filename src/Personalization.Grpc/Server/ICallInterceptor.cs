namespace Personalization.Grpc;

/// <summary>Stands before and after every handler: authentication, limits, telemetry.</summary>
public interface ICallInterceptor
{
    /// <summary>Runs before the request is read. May keep items in the context for the handler.</summary>
    /// <exception cref="RpcException">Refuses the call with this status; neither later interceptors nor the handler run.</exception>
    ValueTask StartAsync(CallContext call);

    /// <summary>Runs after the response, if <see cref="StartAsync"/> let the call pass. Must not throw.</summary>
    /// <param name="call">The same context.</param>
    /// <param name="status">How the call ended.</param>
    void Finish(CallContext call, StatusCode status)
    {
    }
}
