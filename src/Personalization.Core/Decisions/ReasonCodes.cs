namespace Personalization.Core.Decisions;

/// <summary>The stable codes of reasons, for and against.</summary>
public static class ReasonCodes
{
    /// <summary>Chosen: the person is in the audience; the detail is the condition.</summary>
    public const string AudienceMatch = "audience_match";

    /// <summary>Chosen: nothing of a higher priority was left.</summary>
    public const string Priority = "priority";

    /// <summary>Stage consent: there is no consent to personalisation, and the action is not critical.</summary>
    public const string ConsentDenied = "consent_denied";

    /// <summary>Stage audience: the condition is false; the detail names its first false part.</summary>
    public const string AudienceNoMatch = "audience_no_match";

    /// <summary>Stage audience: the condition cannot be evaluated.</summary>
    public const string AudienceError = "audience_error";

    /// <summary>Stage preferences: the person opted out of the action.</summary>
    public const string OptedOut = "opted_out";

    /// <summary>Stage preferences: the person snoozed the action; the detail says until when.</summary>
    public const string Snoozed = "snoozed";

    /// <summary>Stage caps: its frequency cap is used up; the detail says when the next one is free.</summary>
    public const string CapReached = "cap_reached";

    /// <summary>Stage arbitration: actions of a higher priority took all places.</summary>
    public const string LowerPriority = "lower_priority";
}
