using System.Collections.Immutable;

namespace Personalization.Core.Decisions;

/// <summary>All reasons that a decision can give, for and against, in the order of the stages. The page <c>docs/guides/reasons.md</c> is made of them.</summary>
public static class ReasonCodes
{
    /// <summary>The person is in the audience; the detail is the condition.</summary>
    public static ReasonCode AudienceMatch { get; } = new("audience_match", ReasonCode.Chosen, "The person is in the audience; the detail is the condition.");

    /// <summary>Nothing that ranks higher was left; the detail is the rank.</summary>
    public static ReasonCode Priority { get; } = new("priority", ReasonCode.Chosen, "Nothing that ranks higher was left; the detail is the rank.");

    /// <summary>It is to be delivered later, because of quiet hours or its best time; the detail says when.</summary>
    public static ReasonCode Deferred { get; } = new("deferred", ReasonCode.Chosen, "It is to be delivered later, because of quiet hours or its best time; the detail says when.");

    /// <summary>Consent is missing or the person does not want it now, and it came because it is critical; the detail says what it came past.</summary>
    public static ReasonCode Critical { get; } = new("critical", ReasonCode.Chosen, "Consent is missing or the person does not want it now, and it came because it is critical; the detail says what it came past.");

    /// <summary>There is no consent to personalisation or to what the action is for, and it is not critical; the detail says to what.</summary>
    public static ReasonCode ConsentDenied { get; } = new("consent_denied", "consent", "There is no consent to personalisation or to what the action is for, and it is not critical; the detail says to what.");

    /// <summary>The condition is false; the detail is its first false part and what was found instead.</summary>
    public static ReasonCode AudienceNoMatch { get; } = new("audience_no_match", "audience", "The condition is false; the detail is its first false part and what was found instead.");

    /// <summary>The condition cannot be evaluated for this person; the detail says why.</summary>
    public static ReasonCode AudienceError { get; } = new("audience_error", "audience", "The condition cannot be evaluated for this person; the detail says why.");

    /// <summary>The person opted out of the action.</summary>
    public static ReasonCode OptedOut { get; } = new("opted_out", "preferences", "The person opted out of the action.");

    /// <summary>The person snoozed the action; the detail says until when.</summary>
    public static ReasonCode Snoozed { get; } = new("snoozed", "preferences", "The person snoozed the action; the detail says until when.");

    /// <summary>The person wants nothing at all for a while; the detail says until when.</summary>
    public static ReasonCode SnoozedAll { get; } = new("snoozed_all", "preferences", "The person wants nothing at all for a while; the detail says until when.");

    /// <summary>The action is of a topic that is off for the channel of the surface; the detail says which, and since when.</summary>
    public static ReasonCode TopicOff { get; } = new("topic_off", "preferences", "The action is of a topic that is off for the channel of the surface; the detail says which, and since when.");

    /// <summary>The person wants less like it; the detail says of which action they said so and when, how long that counts and when it can come again.</summary>
    public static ReasonCode LessLikeThis { get; } = new("less_like_this", "preferences", "The person wants less like it; the detail says of which action they said so and when, how long that counts and when it can come again.");

    /// <summary>A frequency cap of the person or the account is used up; the detail has the count, the window and when the next one is free.</summary>
    public static ReasonCode CapReached { get; } = new("cap_reached", "caps", "A frequency cap of the person or the account is used up; the detail has the count, the window and when the next one is free.");

    /// <summary>Too little time has passed since something of the same gap; the detail says when it has.</summary>
    public static ReasonCode MinimumGap { get; } = new("min_gap", "caps", "Too little time has passed since something of the same gap; the detail says when it has.");

    /// <summary>The person wants what it is about once a day or once a week, and that is not due yet; the detail says since when, when something of it came last and when the next is due.</summary>
    public static ReasonCode DigestNotDue { get; } = new("digest_not_due", "caps", "The person wants what it is about once a day or once a week, and that is not due yet; the detail says since when, when something of it came last and when the next is due.");

    /// <summary>The person dismissed it, and it rests; the detail says until when.</summary>
    public static ReasonCode CoolingDown { get; } = new("cooling_down", "caps", "The person dismissed it, and it rests; the detail says until when.");

    /// <summary>These are quiet hours of the surface or of the person, and the surface puts nothing off; the detail says whose and when something can come.</summary>
    public static ReasonCode QuietHours { get; } = new("quiet_hours", "timing", "These are quiet hours of the surface or of the person, and the surface puts nothing off; the detail says whose and when something can come.");

    /// <summary>It is not the action's best time, and the surface puts nothing off; the detail says when it is.</summary>
    public static ReasonCode NotBestTime { get; } = new("not_best_time", "timing", "It is not the action's best time, and the surface puts nothing off; the detail says when it is.");

    /// <summary>A placeholder of its texts has no value for this person; the detail says which and why.</summary>
    public static ReasonCode ContentError { get; } = new("content_error", "content", "A placeholder of its texts has no value for this person; the detail says which and why.");

    /// <summary>A frequency cap that the whole tenant shares is used up; the detail has the count, the window and when the next one is free.</summary>
    public static ReasonCode TenantCapReached { get; } = new("tenant_cap_reached", "budget", "A frequency cap that the whole tenant shares is used up; the detail has the count, the window and when the next one is free.");

    /// <summary>A budget that the whole tenant shares cannot pay for it; the detail has what is spent, what would be needed and when the next period begins.</summary>
    public static ReasonCode BudgetSpent { get; } = new("budget_spent", "budget", "A budget that the whole tenant shares cannot pay for it; the detail has what is spent, what would be needed and when the next period begins.");

    /// <summary>As many actions of its exclusion group as may be were chosen before it; the detail names them.</summary>
    public static ReasonCode GroupTaken { get; } = new("group_taken", "arbitration", "As many actions of its exclusion group as may be were chosen before it; the detail names them.");

    /// <summary>As many actions with one of its tags as the surface allows were chosen before it; the detail names them.</summary>
    public static ReasonCode TagLimit { get; } = new("tag_limit", "arbitration", "As many actions with one of its tags as the surface allows were chosen before it; the detail names them.");

    /// <summary>Actions that rank higher took all places; the detail has both ranks.</summary>
    public static ReasonCode LowerPriority { get; } = new("lower_priority", "arbitration", "Actions that rank higher took all places; the detail has both ranks.");

    /// <summary>All of them.</summary>
    public static ImmutableArray<ReasonCode> All { get; } =
    [
        AudienceMatch, Priority, Deferred, Critical, ConsentDenied, AudienceNoMatch, AudienceError, OptedOut, Snoozed, SnoozedAll, TopicOff, LessLikeThis,
        CapReached, MinimumGap, DigestNotDue, CoolingDown, QuietHours, NotBestTime, ContentError, TenantCapReached, BudgetSpent, GroupTaken, TagLimit,
        LowerPriority,
    ];
}
