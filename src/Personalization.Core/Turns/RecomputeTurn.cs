using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Core.Turns;

/// <summary>Makes a served decision again from its record and the profiles of then. Nobody is asked: what owners refused is in the record.</summary>
/// <remarks>
/// Profiles are those that the turn read: the user's at the version before the record, the account's at <see cref="Served.AccountVersion"/>,
/// both folded by the plan of the catalog that decided.
/// </remarks>
public static class RecomputeTurn
{
    /// <summary>What the turn read.</summary>
    /// <param name="subject">The user or visitor in whose stream the record is.</param>
    /// <param name="user">Their profile at the version before.</param>
    /// <param name="account">The profile of <see cref="Event.AccountId"/>; null where the record names none.</param>
    /// <param name="served">The record.</param>
    public static DecisionInputs Inputs(SubjectKey subject, Profile user, Profile? account, Served served)
    {
        ArgumentNullException.ThrowIfNull(served);
        return new DecisionInputs(subject, user, account, served.AccountId, ServedContext.ReadRequest(served.RequestContext), served.Max, served.Time, served.Refused)
        {
            ReceivedAt = served.ReceivedAt,
        };
    }

    /// <summary>Makes the record again. It is the stored one, byte by byte, where nothing was changed.</summary>
    /// <param name="plan">The catalog that decided.</param>
    /// <param name="inputs">What the turn read: <see cref="Inputs"/>.</param>
    /// <param name="served">The record.</param>
    /// <returns>Null where the catalog does not have the record's surface, so that it cannot have decided.</returns>
    public static Served? Recompute(DecisionPlan plan, in DecisionInputs inputs, Served served) =>
        Decide(plan, inputs, served, explain: false, out var surface) is { } decision
            ? ServeTurn.Record(decision, surface, inputs, served.RequestId, plan.Locality.LanguageOf(inputs.Audience))
            : null;

    /// <summary>Makes the decision again, and says of every candidate that was not chosen what stopped it. The numbers behind a refusal of an owner are not known any more.</summary>
    /// <param name="plan">The catalog that decided.</param>
    /// <param name="inputs">What the turn read: <see cref="Inputs"/>.</param>
    /// <param name="served">The record.</param>
    /// <returns>Null where the catalog does not have the record's surface.</returns>
    public static Decision? Explain(DecisionPlan plan, in DecisionInputs inputs, Served served) => Decide(plan, inputs, served, explain: true, out _);

    private static Decision? Decide(DecisionPlan plan, in DecisionInputs inputs, Served served, bool explain, out SurfacePlan surface)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(served);
        if (!plan.TryGetSurface(served.Surface, out var found))
        {
            surface = null!;
            return null;
        }

        surface = found;
        Span<int> chosen = stackalloc int[SurfaceDefinition.ActionsMaxLimit];
        chosen = chosen[..DecisionEngine.Choose(surface, inputs, chosen)];
        var id = new DecisionId(inputs.Subject.StableHash(), inputs.Audience.User.Version + 1, IsPeek: false);
        return DecisionEngine.Answer(plan, surface, inputs, chosen, id, explain);
    }
}
