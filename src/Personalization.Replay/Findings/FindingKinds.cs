namespace Personalization.Replay;

/// <summary>The stable names of what findings are.</summary>
public static class FindingKinds
{
    /// <summary>A <see cref="VerifyFailure"/>.</summary>
    public const string Different = "different";

    /// <summary>An <see cref="Replay.UnknownCatalog"/>.</summary>
    public const string UnknownCatalog = "unknown_catalog";

    /// <summary>A <see cref="Replay.MissingHistory"/>.</summary>
    public const string MissingHistory = "missing_history";

    /// <summary>A <see cref="DecisionDifference"/>.</summary>
    public const string Changed = "changed";

    /// <summary>The name of a finding's kind.</summary>
    public static string Of(ReplayFinding finding) => finding switch
    {
        VerifyFailure => Different,
        Replay.UnknownCatalog => UnknownCatalog,
        Replay.MissingHistory => MissingHistory,
        DecisionDifference => Changed,
        _ => throw new ArgumentException("There is no such finding.", nameof(finding)),
    };
}
