using System.Collections.Immutable;
using System.Globalization;

namespace Personalization.Core.Decisions;

/// <summary>Says of every candidate that was not chosen what stopped it.</summary>
internal static class DecisionExplanation
{
    /// <summary>The rejected candidates in the surface's order.</summary>
    public static ImmutableArray<RejectedAction> Explain(in Moment moment, ReadOnlySpan<int> chosen)
    {
        var candidates = moment.Surface.Candidates;
        var rejected = ImmutableArray.CreateBuilder<RejectedAction>(candidates.Length - chosen.Length);
        for (var at = 0; at < candidates.Length; at++)
        {
            if (!chosen.Contains(at))
            {
                // Only what goes before it was in its way.
                rejected.Add(Explain(candidates[at], moment, chosen[..Before(chosen, at)], chosen));
            }
        }

        return rejected.MoveToImmutable();
    }

    private static RejectedAction Explain(Candidate candidate, in Moment moment, ReadOnlySpan<int> before, ReadOnlySpan<int> chosen) =>
        DecisionEngine.Stop(candidate, moment, before) switch
        {
            DecisionStage.Consent => Rejected(candidate, ConsentGate.Explain(candidate, moment)),
            DecisionStage.Audience => Rejected(candidate, Audience(candidate, moment.Inputs)),
            DecisionStage.Preferences => Rejected(candidate, PreferenceGate.Explain(candidate, moment)),
            DecisionStage.Caps => Rejected(candidate, CapGate.Explain(candidate, moment, candidate.DeliveryAt(moment) ?? moment.Now, before)),
            DecisionStage.Digest => Rejected(candidate, DigestGate.Explain(candidate, moment, candidate.DeliveryAt(moment) ?? moment.Now, before)),
            DecisionStage.CoolDown => Rejected(candidate, CoolDownGate.Explain(candidate, moment)),
            DecisionStage.Timing => Rejected(candidate, candidate.Timing.Explain(moment.UserZone, moment.Now, candidate.OwnQuietHours(moment))),
            DecisionStage.Content => Rejected(candidate, ContentGate.Explain(candidate, moment)),
            DecisionStage.Budget => Rejected(candidate, BudgetGate.Explain(candidate, moment.Inputs)),
            DecisionStage.Crowd => Rejected(candidate, CrowdGate.Explain(candidate, moment.Surface, before)),
            _ => Rejected(candidate, Arbitration(candidate, moment, chosen)),
        };

    private static RejectedAction Rejected(Candidate candidate, Reason reason) =>
        new(candidate.Action.Id, reason.Kind.Stage, reason.Code, reason.Detail);

    private static Reason Audience(Candidate candidate, in DecisionInputs inputs)
    {
        var explanation = candidate.Audience.Explain(inputs.Audience);
        return explanation is null
            ? throw new InvalidOperationException($"The audience of {candidate.Action.Id} does not match and does not say why.")
            : new Reason(explanation.IsError ? ReasonCodes.AudienceError : ReasonCodes.AudienceNoMatch, explanation.Detail);
    }

    private static Reason Arbitration(Candidate candidate, in Moment moment, ReadOnlySpan<int> chosen)
    {
        var surface = moment.Surface;
        var own = CandidateCompiler.Rank(surface.Catalog, candidate.Action);
        if (chosen.IsEmpty)
        {
            return new Reason(ReasonCodes.LowerPriority, $"{own}: no place was asked for");
        }

        var last = surface.Candidates[chosen[^1]].Action;
        var rank = CandidateCompiler.Rank(surface.Catalog, last);
        return new Reason(ReasonCodes.LowerPriority, string.Create(CultureInfo.InvariantCulture, $"{own}: all {surface.Places(moment.Inputs.Max)} taken, the last by {last.Id} with {rank}"));
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
