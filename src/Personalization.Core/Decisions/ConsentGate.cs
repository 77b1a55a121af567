using System.Numerics;
using Personalization.Core.Catalogs;

namespace Personalization.Core.Decisions;

/// <summary>Consent: who has not agreed to being personalised for, or to what an action is for, gets only what is critical.</summary>
internal static class ConsentGate
{
    /// <summary>The purposes that count as agreed to where a person said nothing, as bits by slot.</summary>
    public static uint Defaults(Catalog catalog)
    {
        var granted = 0U;
        for (var slot = 0; slot < catalog.Purposes.Length; slot++)
        {
            granted |= catalog.Purposes[slot].IsGrantedByDefault ? 1U << slot : 0;
        }

        return granted;
    }

    /// <summary>Whether the action may be decided.</summary>
    public static bool Passes(Candidate candidate, in Moment moment) => Missing(candidate, moment) == 0 || candidate.Action.IsCritical;

    /// <summary>Why it may not.</summary>
    public static Reason Explain(Candidate candidate, in Moment moment) => new(ReasonCodes.ConsentDenied, Detail(candidate, moment));

    /// <summary>Why it came although consent is missing; null where none is.</summary>
    public static Reason? Bypass(Candidate candidate, in Moment moment) => Missing(candidate, moment) == 0 ? null : new(ReasonCodes.Critical, Detail(candidate, moment));

    private static uint Missing(Candidate candidate, in Moment moment) => candidate.Purposes & ~moment.Granted;

    private static string Detail(Candidate candidate, in Moment moment)
    {
        var slot = BitOperations.TrailingZeroCount(Missing(candidate, moment));
        var said = moment.Inputs.Audience.User.TryGetConsent(slot, out _, out var at) ? $"said at {at}" : "by default";
        return $"no consent to {moment.Surface.Catalog.Purposes[slot].Id}, {said}";
    }
}
