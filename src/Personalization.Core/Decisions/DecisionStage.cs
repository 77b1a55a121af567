namespace Personalization.Core.Decisions;

/// <summary>The stages that a candidate has to pass, in order.</summary>
internal enum DecisionStage
{
    /// <summary>It passed them all.</summary>
    Passed,

    /// <summary>Consent to personalisation.</summary>
    Consent,

    /// <summary>The action's audience.</summary>
    Audience,

    /// <summary>What the person does not want to see.</summary>
    Preferences,

    /// <summary>Frequency caps and minimum gaps.</summary>
    Caps,

    /// <summary>How often the person wants what it is about.</summary>
    Digest,

    /// <summary>The rest after a dismissal.</summary>
    CoolDown,

    /// <summary>Quiet hours, the surface's and the person's, and best time.</summary>
    Timing,

    /// <summary>The texts that are made for this person.</summary>
    Content,

    /// <summary>What the whole tenant shares.</summary>
    Budget,

    /// <summary>Exclusion groups and tag limits.</summary>
    Crowd,

    /// <summary>The places that there are.</summary>
    Arbitration,
}
