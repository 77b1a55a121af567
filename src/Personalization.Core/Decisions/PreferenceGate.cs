namespace Personalization.Core.Decisions;

/// <summary>What the person said: about an action itself (opted out for good, or snoozed for a while), about its topic, about what is like it, and about everything.</summary>
/// <remarks>What is critical comes past all but the words about itself, and says so.</remarks>
internal static class PreferenceGate
{
    /// <summary>Whether nothing stands against it.</summary>
    public static bool Passes(Candidate candidate, in Moment moment)
    {
        var exposure = moment.Inputs.Audience.User.Exposure(candidate.Slot);
        return !exposure.IsOptedOut && !(exposure.SnoozedUntil > moment.Now)
            && (candidate.Action.IsCritical || (!moment.IsSnoozed && !IsTopicOff(candidate, moment, out _) && LessLikeGate.Passes(candidate, moment)));
    }

    /// <summary>What stands against it.</summary>
    public static Reason Explain(Candidate candidate, in Moment moment)
    {
        var exposure = moment.Inputs.Audience.User.Exposure(candidate.Slot);
        return exposure switch
        {
            { IsOptedOut: true } => new Reason(ReasonCodes.OptedOut, "opted out of this action"),
            { SnoozedUntil: { } until } when until > moment.Now => new Reason(ReasonCodes.Snoozed, $"snoozed until {until}"),
            _ when moment.IsSnoozed => new Reason(ReasonCodes.SnoozedAll, Snoozed(moment)),
            _ when IsTopicOff(candidate, moment, out _) => new Reason(ReasonCodes.TopicOff, TopicOff(candidate, moment)),
            _ => new Reason(ReasonCodes.LessLikeThis, LessLikeGate.Explain(candidate, moment)),
        };
    }

    /// <summary>What it came past because it is critical; null for nothing.</summary>
    public static Reason? Bypass(Candidate candidate, in Moment moment) => moment switch
    {
        { IsSnoozed: true } => new Reason(ReasonCodes.Critical, Snoozed(moment)),
        _ when IsTopicOff(candidate, moment, out _) => new Reason(ReasonCodes.Critical, TopicOff(candidate, moment)),
        _ when !LessLikeGate.Passes(candidate, moment) => new Reason(ReasonCodes.Critical, LessLikeGate.Explain(candidate, moment)),
        _ => null,
    };

    private static bool IsTopicOff(Candidate candidate, in Moment moment, out Instant? said)
    {
        said = null;
        return candidate.Topic is { } topic && !topic.IsOn(moment.Inputs.Audience.User, out said);
    }

    private static string Snoozed(in Moment moment) => $"everything snoozed until {moment.Inputs.Audience.User.SnoozedUntil}";

    private static string TopicOff(Candidate candidate, in Moment moment)
    {
        IsTopicOff(candidate, moment, out var said);
        return $"topic {candidate.Topic!.TopicId} is off for {moment.Surface.Definition.Channel}, {(said is { } at ? $"said at {at}" : "by default")}";
    }
}
