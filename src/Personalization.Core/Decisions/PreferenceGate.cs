namespace Personalization.Core.Decisions;

/// <summary>What the person said about an action itself: opted out for good, or snoozed for a while.</summary>
internal static class PreferenceGate
{
    /// <summary>Whether nothing stands against it.</summary>
    public static bool Passes(Candidate candidate, in Moment moment)
    {
        var exposure = moment.Inputs.Audience.User.Exposure(candidate.Slot);
        return !exposure.IsOptedOut && !(exposure.SnoozedUntil > moment.Now);
    }

    /// <summary>What stands against it.</summary>
    public static Reason Explain(Candidate candidate, in Moment moment)
    {
        var exposure = moment.Inputs.Audience.User.Exposure(candidate.Slot);
        return exposure.IsOptedOut
            ? new Reason(ReasonCodes.OptedOut, "opted out of this action")
            : new Reason(ReasonCodes.Snoozed, $"snoozed until {exposure.SnoozedUntil}");
    }
}
