using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Personalization.Core.Decisions;
using Personalization.Journal.Telemetry;

namespace Personalization.Grains.Telemetry;

/// <summary>
/// Why actions are turned down, estimated: what stops an action first is only found out for those who ask to explain, so one serve in
/// <see cref="Limits.ServesPerRejectionSample"/> is explained and counts for all of them.
/// </summary>
internal sealed class RejectionSample
{
    private static readonly ImmutableArray<string> Codes = [.. ReasonCodes.All.Where(code => code.Stage != ReasonCode.Chosen).Select(code => code.Name)];
    private static readonly FrozenDictionary<string, int> Places = Codes.Select((code, at) => KeyValuePair.Create(code, at)).ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Tally rejections = new("code", [.. Codes]);
    private readonly ObservableCounter<long> counter;
    private int serves;

    /// <summary>Estimates with a meter.</summary>
    public RejectionSample(Meter meter) => counter = meter.CreateObservableCounter(
        "personalization.decide.rejections", rejections.Read, "{action}", "Actions that serves turned down, by the code of the reason; estimated from one serve in 64.");

    /// <summary>Whether the serve that begins is one to explain. Never while nobody collects.</summary>
    public bool IsNext() => counter.Enabled && Interlocked.Increment(ref serves) % Limits.ServesPerRejectionSample == 1;

    /// <summary>Counts what a sampled serve turned down.</summary>
    public void Add(ImmutableArray<RejectedAction> rejected)
    {
        foreach (var action in rejected)
        {
            rejections.Add(Places[action.Code], Limits.ServesPerRejectionSample);
        }
    }
}
