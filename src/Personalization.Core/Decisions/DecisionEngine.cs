using System.Collections.Immutable;

namespace Personalization.Core.Decisions;

/// <summary>The decision itself: a pure function of its inputs.</summary>
/// <remarks>Stages in the order of <see cref="DecisionStage"/>. Choosing allocates nothing before something is chosen; what is answered is made afterwards.</remarks>
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
        return ChooseFrom(surface, inputs, chosen, count: 0, next: 0);
    }

    /// <summary>Chooses again after one of the chosen was refused: those before it stay, and those behind it have another look.</summary>
    /// <param name="surface">Where.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="chosen">What was chosen.</param>
    /// <param name="refused">The place in <paramref name="chosen"/> of the refused one.</param>
    /// <returns>How many are chosen: what <see cref="Choose"/> chooses where the refusal is among the inputs.</returns>
    internal static int ChooseWithout(SurfacePlan surface, in DecisionInputs inputs, Span<int> chosen, int refused) =>
        ChooseFrom(surface, inputs, chosen, refused, chosen[refused] + 1);

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
        var moment = new Moment(surface, inputs);
        return new Decision
        {
            Id = id.ToString(),
            ProfileVersion = inputs.Audience.User.Version,
            Catalog = plan.Catalog.Hash.Value,
            Actions = Actions(moment, chosen),
            RejectedCount = surface.Candidates.Length - chosen.Length,
            Rejected = explain ? DecisionExplanation.Explain(moment, chosen) : default,
        };
    }

    /// <summary>The stage that stops a candidate.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="moment">What is read.</param>
    /// <param name="chosen">Those of the chosen that go before it.</param>
    internal static DecisionStage Stop(Candidate candidate, in Moment moment, ReadOnlySpan<int> chosen) => candidate switch
    {
        _ when !ConsentGate.Passes(candidate, moment) => DecisionStage.Consent,
        _ when !moment.Matches(candidate) => DecisionStage.Audience,
        _ when !PreferenceGate.Passes(candidate, moment) => DecisionStage.Preferences,
        _ when !CapGate.Passes(candidate, moment, candidate.DeliveryAt(moment) ?? moment.Now, chosen) => DecisionStage.Caps,
        _ when !DigestGate.Passes(candidate, moment, candidate.DeliveryAt(moment) ?? moment.Now, chosen) => DecisionStage.Digest,
        _ when !CoolDownGate.Passes(candidate, moment) => DecisionStage.CoolDown,
        _ when candidate.DeliveryAt(moment) is null => DecisionStage.Timing,
        _ when !ContentGate.Passes(candidate, moment) => DecisionStage.Content,
        _ when !BudgetGate.Passes(candidate, moment.Inputs) => DecisionStage.Budget,
        _ when !CrowdGate.Passes(candidate, moment.Surface, chosen) => DecisionStage.Crowd,
        _ => DecisionStage.Passed,
    };

    /// <summary>Whether a candidate passes every stage. The cheap ones are asked first, which changes the time and not the answer.</summary>
    private static bool Passes(Candidate candidate, in Moment moment, ReadOnlySpan<int> chosen) =>
        ConsentGate.Passes(candidate, moment)
        && BudgetGate.Passes(candidate, moment.Inputs)
        && CrowdGate.Passes(candidate, moment.Surface, chosen)
        && candidate.DeliveryAt(moment) is { } at
        && CapGate.Passes(candidate, moment, at, chosen)
        && DigestGate.Passes(candidate, moment, at, chosen)
        && moment.Matches(candidate)
        && PreferenceGate.Passes(candidate, moment)
        && CoolDownGate.Passes(candidate, moment)
        && ContentGate.Passes(candidate, moment);

    private static int ChooseFrom(SurfacePlan surface, in DecisionInputs inputs, Span<int> chosen, int count, int next)
    {
        var candidates = surface.Candidates;
        var places = surface.Places(inputs.Max);
        Span<byte> found = surface.Parts.Length <= Limits.SharedTermsMax ? stackalloc byte[surface.Parts.Length] : default;
        Span<int> counted = surface.Caps.Length <= Limits.SharedTermsMax ? stackalloc int[surface.Caps.Length] : default;
        var moment = new Moment(surface, inputs, found, counted);

        // Candidates are in order, so once the places are taken nobody further down can change the answer.
        for (var at = next; at < candidates.Length && count < places; at++)
        {
            if (Passes(candidates[at], moment, chosen[..count]))
            {
                chosen[count++] = at;
            }
        }

        return count;
    }

    private static ImmutableArray<ChosenAction> Actions(in Moment moment, ReadOnlySpan<int> chosen)
    {
        if (chosen.IsEmpty)
        {
            return [];
        }

        var language = moment.Language;
        var actions = ImmutableArray.CreateBuilder<ChosenAction>(chosen.Length);
        foreach (var index in chosen)
        {
            var candidate = moment.Surface.Candidates[index];
            var fills = candidate.Content.Fill(language, moment.Inputs.Audience);
            var at = candidate.DeliveryAt(moment);
            actions.Add(candidate.Content.Render(language, fills).Delivered(at > moment.Now ? at : null, fills)
                .Because(ConsentGate.Bypass(candidate, moment))
                .Because(PreferenceGate.Bypass(candidate, moment))
                .Because(candidate.Disturbs(moment, at)));
        }

        return actions.MoveToImmutable();
    }
}
