namespace Personalization.Replay;

/// <summary>The stable names of what runs count.</summary>
public static class ReplayCounts
{
    /// <summary>Events in scope.</summary>
    public const string Events = "events";

    /// <summary>Served decisions in scope.</summary>
    public const string Decisions = "decisions";

    /// <summary>Decisions that were recomputed bit for bit.</summary>
    public const string Identical = "identical";

    /// <summary>Decisions that were recomputed to something else.</summary>
    public const string Different = "different";

    /// <summary>Decisions that cannot be recomputed, since their catalog is not known here.</summary>
    public const string UnknownCatalog = "unknownCatalog";

    /// <summary>Decisions that another catalog leaves as they are.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>Decisions that another catalog changes.</summary>
    public const string Changed = "changed";

    /// <summary>Decisions on a surface that the other catalog does not have.</summary>
    public const string UnknownSurface = "unknownSurface";

    /// <summary>Events that were copied.</summary>
    public const string Imported = "imported";

    /// <summary>Events that were there already.</summary>
    public const string Present = "present";
}
