using System.Diagnostics;
using Personalization.Gateway.Telemetry;
using Personalization.Grpc;

namespace Personalization.Gateway.Grpc;

/// <summary>Measures every call that got past authentication.</summary>
internal sealed class RpcMetrics(GatewayMetrics metrics) : ICallInterceptor
{
    /// <inheritdoc/>
    public ValueTask StartAsync(CallContext call)
    {
        call.Set(new Started(Stopwatch.GetTimestamp()));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Finish(CallContext call, StatusCode status)
    {
        if (call.Get<Started>() is { } started)
        {
            metrics.Called(started.Timestamp, call.Path, status);
        }
    }

    private sealed record Started(long Timestamp);
}
