using Personalization.Core;
using Personalization.Gateway.Health;
using Personalization.Gateway.Problems;
using Personalization.Grpc;

namespace Personalization.Gateway.Grpc;

/// <summary>Refuses calls while the server stops; health and reflection are answered to the end.</summary>
internal sealed class RpcAdmission(Drain drain) : ICallInterceptor
{
    /// <summary>Why a call or the rest of a stream is not taken.</summary>
    public static RpcException Stopping => new Problem(ProblemCodes.Draining, "", "The server is stopping.").ToException();

    /// <inheritdoc/>
    public ValueTask StartAsync(CallContext call) =>
        drain.Closed.IsCancellationRequested && !call.Path.StartsWith("/grpc.", StringComparison.Ordinal) ? throw Stopping : ValueTask.CompletedTask;
}
