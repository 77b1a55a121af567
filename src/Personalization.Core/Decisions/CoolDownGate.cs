namespace Personalization.Core.Decisions;

/// <summary>Cool-downs: what somebody dismissed rests for a while.</summary>
internal static class CoolDownGate
{
    /// <summary>Whether it does not rest.</summary>
    public static bool Passes(Candidate candidate, in Moment moment) => !(End(candidate, moment) > moment.Now);

    /// <summary>How long it rests.</summary>
    public static Reason Explain(Candidate candidate, in Moment moment) => new(
        ReasonCodes.CoolingDown,
        $"dismissed at {moment.Inputs.Audience.User.Exposure(candidate.Slot).LastDismissed}, rests {CapText.Span(candidate.Action.CoolDown!.Value)}, next at {End(candidate, moment)}");

    private static Instant? End(Candidate candidate, in Moment moment) =>
        candidate.Action.CoolDown is { } rest && moment.Inputs.Audience.User.Exposure(candidate.Slot).LastDismissed is { } dismissed ? dismissed + rest : null;
}
