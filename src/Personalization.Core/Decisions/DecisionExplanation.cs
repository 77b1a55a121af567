using System.Collections.Immutable;
using System.Globalization;

namespace Personalization.Core.Decisions;

/// <summary>Says of every candidate that was not chosen what stopped it.</summary>
internal static class DecisionExplanation
{
    /// <summary>The rejected candidates in the surface's order.</summary>
    public static ImmutableArray<RejectedAction> Explain(SurfacePlan surface, in DecisionInputs inputs, ReadOnlySpan<int> chosen)
    {
        var rejected = ImmutableArray.CreateBuilder<RejectedAction>(surface.Candidates.Length - chosen.Length);
        for (var at = 0; at < surface.Candidates.Length; at++)
        {
            if (!chosen.Contains(at))
            {
                // Only what goes before it was in its way.
                rejected.Add(Explain(surface, surface.Candidates[at], inputs, chosen[..Before(chosen, at)], chosen));
            }
        }

        return rejected.MoveToImmutable();
    }

    private static RejectedAction Explain(
        SurfacePlan surface, Candidate candidate, in DecisionInputs inputs, ReadOnlySpan<int> before, ReadOnlySpan<int> chosen)
    {
        return DecisionEngine.Stop(surface, candidate, inputs, before) switch
        {
            DecisionStage.Consent => Rejected(candidate, "consent", ConsentGate.Explain()),
            DecisionStage.Audience => Rejected(candidate, "audience", Audience(candidate, inputs)),
            DecisionStage.Preferences => Rejected(candidate, "preferences", PreferenceGate.Explain(candidate, inputs)),
            DecisionStage.Caps => Rejected(candidate, "caps", CapGate.Explain(candidate, inputs, surface.Candidates, before)),
            _ => Rejected(candidate, "arbitration", Arbitration(surface, candidate, inputs, chosen)),
        };
    }

    private static RejectedAction Rejected(Candidate candidate, string stage, Reason reason) =>
        new(candidate.Action.Id, stage, reason.Code, reason.Detail);

    private static Reason Audience(Candidate candidate, in DecisionInputs inputs)
    {
        var explanation = candidate.Audience.Explain(inputs.Audience);
        return explanation is null
            ? throw new InvalidOperationException($"The audience of {candidate.Action.Id} does not match and does not say why.")
            : new Reason(explanation.IsError ? ReasonCodes.AudienceError : ReasonCodes.AudienceNoMatch, explanation.Detail);
    }

    private static Reason Arbitration(SurfacePlan surface, Candidate candidate, in DecisionInputs inputs, ReadOnlySpan<int> chosen)
    {
        var places = surface.Places(inputs.Max);
        var last = chosen.IsEmpty ? null : surface.Candidates[chosen[^1]].Action;
        var detail = last is null
            ? string.Create(CultureInfo.InvariantCulture, $"priority {candidate.Action.Priority}: no place was asked for")
            : string.Create(CultureInfo.InvariantCulture,
                $"priority {candidate.Action.Priority}: all {places} taken, the last by {last.Id} with priority {last.Priority}");
        return new Reason(ReasonCodes.LowerPriority, detail);
    }

    private static int Before(ReadOnlySpan<int> chosen, int candidate)
    {
        var count = 0;
        while (count < chosen.Length && chosen[count] < candidate)
        {
            count++;
        }

        return count;
    }
}
