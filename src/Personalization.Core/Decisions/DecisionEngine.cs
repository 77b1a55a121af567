using System.Collections.Immutable;

namespace Personalization.Core.Decisions;

/// <summary>The decision itself: a pure function of its inputs.</summary>
/// <remarks>Stages in order: consent, audience, preferences, caps, arbitration. Choosing allocates nothing; what is answered is made afterwards.</remarks>
public static class DecisionEngine
{
    /// <summary>Chooses the best candidates that pass every stage.</summary>
    /// <param name="surface">Where.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="chosen">Takes the indexes of the chosen candidates, best first; room for <see cref="SurfacePlan.Places"/>.</param>
    /// <returns>How many were chosen.</returns>
    public static int Choose(SurfacePlan surface, in DecisionInputs inputs, Span<int> chosen)
    {
        ArgumentNullException.ThrowIfNull(surface);
        var candidates = surface.Candidates;
        var places = surface.Places(inputs.Max);
        var count = 0;

        // Candidates are in order, so once the places are taken nobody further down can change the answer.
        for (var at = 0; at < candidates.Length && count < places; at++)
        {
            if (Passes(surface, candidates[at], inputs, chosen[..count]))
            {
                chosen[count++] = at;
            }
        }

        return count;
    }

    /// <summary>Makes the answer from what was chosen.</summary>
    /// <param name="plan">What was decided by.</param>
    /// <param name="surface">Where.</param>
    /// <param name="inputs">What was read.</param>
    /// <param name="chosen">What <see cref="Choose"/> chose.</param>
    /// <param name="id">The decision's id.</param>
    /// <param name="explain">Whether to say of every other candidate what stopped it.</param>
    public static Decision Answer(
        DecisionPlan plan, SurfacePlan surface, in DecisionInputs inputs, ReadOnlySpan<int> chosen, in DecisionId id, bool explain)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(surface);
        return new Decision
        {
            Id = id.ToString(),
            ProfileVersion = inputs.Audience.User.Version,
            Catalog = plan.Catalog.Hash.Value,
            Actions = Actions(surface, chosen, inputs.Locale),
            RejectedCount = surface.Candidates.Length - chosen.Length,
            Rejected = explain ? DecisionExplanation.Explain(surface, inputs, chosen) : default,
        };
    }

    /// <summary>The stage that stops a candidate.</summary>
    internal static DecisionStage Stop(SurfacePlan surface, Candidate candidate, in DecisionInputs inputs, ReadOnlySpan<int> chosen)
    {
        if (!ConsentGate.Passes(candidate))
        {
            return DecisionStage.Consent;
        }

        if (!candidate.Audience.Matches(inputs.Audience))
        {
            return DecisionStage.Audience;
        }

        if (!PreferenceGate.Passes(candidate, inputs))
        {
            return DecisionStage.Preferences;
        }

        return CapGate.Passes(candidate, inputs, surface.Candidates, chosen) ? DecisionStage.Passed : DecisionStage.Caps;
    }

    /// <summary>Whether a candidate passes every stage. The cheap ones are asked first, which changes the time and not the answer.</summary>
    private static bool Passes(SurfacePlan surface, Candidate candidate, in DecisionInputs inputs, ReadOnlySpan<int> chosen) =>
        ConsentGate.Passes(candidate)
        && CapGate.Passes(candidate, inputs, surface.Candidates, chosen)
        && candidate.Audience.Matches(inputs.Audience)
        && PreferenceGate.Passes(candidate, inputs);

    private static ImmutableArray<ChosenAction> Actions(SurfacePlan surface, ReadOnlySpan<int> chosen, string? locale)
    {
        if (chosen.IsEmpty)
        {
            return [];
        }

        var actions = ImmutableArray.CreateBuilder<ChosenAction>(chosen.Length);
        foreach (var index in chosen)
        {
            actions.Add(surface.Candidates[index].Answer(locale));
        }

        return actions.MoveToImmutable();
    }
}
