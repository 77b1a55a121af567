using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Personalization.Gateway.Telemetry;

/// <summary>What spans of HTTP and gRPC have in common.</summary>
internal static class ServerSpan
{
    private static readonly string[] Probes = ["/healthz", "/readyz", "/metrics"];

    /// <summary>Whether a path is asked every few seconds by machines.</summary>
    public static bool IsProbe(PathString path) => Array.Exists(Probes, probe => string.Equals(path.Value, probe, StringComparison.Ordinal));

    /// <summary>Keeps a span from being sent, although its trace was to be.</summary>
    public static void Forget(this Activity span)
    {
        span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        span.IsAllDataRequested = false;
    }
}
