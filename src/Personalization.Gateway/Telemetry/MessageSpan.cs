using System.Diagnostics;

namespace Personalization.Gateway.Telemetry;

/// <summary>
/// One message on a stream is a trace of its own with a link to the stream's: a stream may stay open for days and carry millions, which no
/// trace holds and no sampler could thin out.
/// </summary>
internal static class MessageSpan
{
    private static readonly ActivitySource Source = new(GatewayMetrics.MeterName);

    /// <summary>Begins one; null where nobody traces it. Call it in an asynchronous method of the message's own, whose end brings the stream's span back.</summary>
    /// <param name="path">The method of the stream.</param>
    public static Activity? Start(string path)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var stream = Activity.Current;
        Activity.Current = null;
        var span = Source.StartActivity(path[1..], ActivityKind.Server, default(ActivityContext), links: stream is null ? null : [new ActivityLink(stream.Context)]);
        return span?.SetRpc(path);
    }

    /// <summary>Gives a span the names of OpenTelemetry's gRPC conventions (https://opentelemetry.io/docs/specs/semconv/rpc/grpc/).</summary>
    /// <param name="span">The span.</param>
    /// <param name="path">The method, for example <c>/personalization.v1.Events/Ingest</c>.</param>
    public static Activity SetRpc(this Activity span, string path)
    {
        var slash = path.LastIndexOf('/');
        return span.SetTag("rpc.system", "grpc").SetTag("rpc.service", path[1..slash]).SetTag("rpc.method", path[(slash + 1)..]);
    }
}
