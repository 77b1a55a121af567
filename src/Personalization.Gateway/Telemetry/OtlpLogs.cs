using Microsoft.Extensions.Logging;

namespace Personalization.Gateway.Telemetry;

/// <summary>Hands what the server logs to OpenTelemetry, which adds the span that it was logged in. It owns nothing: the SDK ends its loggers itself.</summary>
internal sealed class OtlpLogs(ILoggerFactory exported) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => exported.CreateLogger(categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
