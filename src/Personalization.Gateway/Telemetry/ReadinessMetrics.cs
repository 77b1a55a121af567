using System.Diagnostics.Metrics;
using Personalization.Gateway.Health;

namespace Personalization.Gateway.Telemetry;

/// <summary>What <c>/readyz</c> says, and which build it is, as metrics.</summary>
internal sealed class ReadinessMetrics(IMeterFactory meters, Readiness readiness)
{
    /// <summary>Makes the instruments.</summary>
    public void Start()
    {
        var meter = meters.Create(GatewayMetrics.MeterName);
        meter.CreateObservableGauge(
            "personalization.ready", () => readiness.Checks().All(check => check.IsMet) ? 1 : 0, unit: null, "1 where calls would be answered, 0 where the server is not ready.");
        meter.CreateObservableGauge("personalization.readiness", () => readiness.Checks().Select(Measure), unit: null, "1 where a condition of readiness is met.");
        meter.CreateObservableGauge(
            "personalization.build.info", () => new Measurement<int>(1, new("version", Build.Version), new KeyValuePair<string, object?>("revision", Build.Revision)), unit: null, "Always 1; its labels are the build.");
    }

    private static Measurement<int> Measure(ReadinessCheck check) => new(check.IsMet ? 1 : 0, new KeyValuePair<string, object?>("check", check.Name));
}
