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

    /// <summary>Frequency caps.</summary>
    Caps,

    /// <summary>The places that there are.</summary>
    Arbitration,
}
