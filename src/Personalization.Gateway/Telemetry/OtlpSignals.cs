using Microsoft.Extensions.Configuration;

namespace Personalization.Gateway.Telemetry;

/// <summary>What is to be sent by OTLP, as OpenTelemetry's standard variables say (https://opentelemetry.io/docs/specs/otel/protocol/exporter/).</summary>
/// <param name="Traces">Whether spans are.</param>
/// <param name="Metrics">Whether metrics are.</param>
/// <param name="Logs">Whether log records are.</param>
internal readonly record struct OtlpSignals(bool Traces, bool Metrics, bool Logs)
{
    /// <summary>Whether anything is.</summary>
    public bool Any => Traces || Metrics || Logs;

    /// <summary>Reads them: a signal is sent where it has an endpoint, or all have one, unless its exporter is <c>none</c>.</summary>
    public static OtlpSignals Of(IConfiguration configuration)
    {
        return bool.TryParse(configuration["OTEL_SDK_DISABLED"], out var isDisabled) && isDisabled ? default : new(Has("TRACES"), Has("METRICS"), Has("LOGS"));

        bool Has(string signal) =>
            (IsSet("OTEL_EXPORTER_OTLP_ENDPOINT") || IsSet($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"))
            && !string.Equals(configuration[$"OTEL_{signal}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase);

        bool IsSet(string variable) => !string.IsNullOrEmpty(configuration[variable]);
    }
}
