using Personalization.Gateway.Telemetry;
using Personalization.Grpc;

namespace Personalization.Gateway.Grpc;

/// <summary>Measures every call that got past authentication.</summary>
internal sealed class RpcMetrics(GatewayMetrics metrics) : ICallInterceptor
{
    /// <inheritdoc/>
    public ValueTask StartAsync(CallContext call) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public void Finish(CallContext call, StatusCode status) => metrics.Called(call.StartedAt, call.Path, status);
}
