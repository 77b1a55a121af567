using System.Diagnostics.Metrics;
using Personalization.Journal.Audit.Sealing;

namespace Personalization.Hosting.Audit;

/// <summary>The instruments of the audit chain.</summary>
internal sealed class AuditMetrics : IDisposable
{
    private readonly Meter meter;

    public AuditMetrics(IMeterFactory meters, AuditSealer sealer)
    {
        meter = meters.Create("Personalization.Audit");
        meter.CreateObservableCounter("personalization.audit.sealed", () => sealer.SealedDecisions, "{decision}", "Decisions sealed since the start.");
        meter.CreateObservableGauge("personalization.audit.lag", () => sealer.Lag.TotalSeconds, "s", "How long something has waited to be sealed.");
        meter.CreateObservableGauge("personalization.audit.position", () => Math.Max(0, sealer.SealedPosition), "{position}", "Place in the journal's feed up to which decisions are sealed.");
        meter.CreateObservableGauge("personalization.audit.end", () => sealer.EndPosition, "{position}", "Place in the journal's feed where it ended when the sealer last looked.");
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
