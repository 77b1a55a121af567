using System.Diagnostics;
using Personalization.Gateway.Telemetry;
using Personalization.Grpc;

namespace Personalization.Gateway.Grpc;

/// <summary>Gives the server span of a gRPC call its name, its method and its status. It stands before authentication, so that refused calls have them too.</summary>
internal sealed class RpcSpans : ICallInterceptor
{
    private static readonly StatusCode[] Failures =
        [StatusCode.Unknown, StatusCode.DeadlineExceeded, StatusCode.Unimplemented, StatusCode.Internal, StatusCode.Unavailable, StatusCode.DataLoss];

    /// <inheritdoc/>
    public ValueTask StartAsync(CallContext call)
    {
        if (Activity.Current is { IsAllDataRequested: true } span)
        {
            if (call.Path.StartsWith("/grpc.", StringComparison.Ordinal))
            {
                span.Forget();
            }
            else
            {
                span.DisplayName = call.Path[1..];
                span.SetRpc(call.Path);
                call.Set(span);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Finish(CallContext call, StatusCode status)
    {
        if (call.Get<Activity>() is { } span)
        {
            span.SetTag("rpc.grpc.status_code", (int)status);
            if (Failures.Contains(status))
            {
                span.SetTag("error.type", status.ToString()).SetStatus(ActivityStatusCode.Error);
            }
        }
    }
}
