namespace Personalization.Core.Decisions;

/// <summary>Consent to personalisation: without it only critical actions may be decided. What the catalog says by default holds for everybody.</summary>
internal static class ConsentGate
{
    /// <summary>The purpose that deciding is for.</summary>
    public const string Purpose = "personalization";

    /// <summary>Whether the action may be decided.</summary>
    public static bool Passes(Candidate candidate) => candidate.HasConsentByDefault || candidate.Action.IsCritical;

    /// <summary>Why it may not.</summary>
    public static Reason Explain() => new(ReasonCodes.ConsentDenied, $"no consent to {Purpose}, and the action is not critical");
}
