namespace Personalization.Core.Decisions;

/// <summary>The stable codes of reasons, for and against.</summary>
public static class ReasonCodes
{
    /// <summary>Chosen: the person is in the audience; the detail is the condition.</summary>
    public const string AudienceMatch = "audience_match";

    /// <summary>Chosen: nothing of a higher priority was left.</summary>
    public const string Priority = "priority";

    /// <summary>Chosen: to be delivered later, because of quiet hours or its best time.</summary>
    public const string Deferred = "deferred";

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

    /// <summary>Stage caps, or budget where the whole tenant shares the cap: its frequency cap is used up; the detail says when the next one is free.</summary>
    public const string CapReached = "cap_reached";

    /// <summary>Stage caps: too little time has passed since something of the same gap; the detail says when it has.</summary>
    public const string MinimumGap = "min_gap";

    /// <summary>Stage caps: the person dismissed it, and it rests; the detail says until when.</summary>
    public const string CoolingDown = "cooling_down";

    /// <summary>Stage timing: quiet hours; the detail says when they end.</summary>
    public const string QuietHours = "quiet_hours";

    /// <summary>Stage timing: it is not the action's best time; the detail says when that is.</summary>
    public const string NotBestTime = "not_best_time";

    /// <summary>Stage content: a placeholder of its texts has no value for this person.</summary>
    public const string ContentError = "content_error";

    /// <summary>Stage budget: a budget that the whole tenant shares cannot pay for it.</summary>
    public const string BudgetSpent = "budget_spent";

    /// <summary>Stage arbitration: a better action of its exclusion group was chosen.</summary>
    public const string GroupTaken = "group_taken";

    /// <summary>Stage arbitration: as many actions with one of its tags were chosen as the surface allows.</summary>
    public const string TagLimit = "tag_limit";

    /// <summary>Stage arbitration: actions of a higher priority took all places.</summary>
    public const string LowerPriority = "lower_priority";
}
