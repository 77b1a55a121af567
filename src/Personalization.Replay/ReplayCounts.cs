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

    /// <summary>Decisions that a rebuild brought along: they were decided for another tenant.</summary>
    public const string Copied = "copied";

    /// <summary>Decisions that cannot be made again, since events that they read are not in the journal any more.</summary>
    public const string MissingHistory = "missingHistory";

    /// <summary>Followed by the id of an action: decisions that another catalog adds it to.</summary>
    public const string Came = "came/";

    /// <summary>Followed by the id of an action: decisions that another catalog takes it from.</summary>
    public const string Went = "went/";

    /// <summary>Followed by a reason code: actions that came or went for it.</summary>
    public const string Reason = "reason/";

    /// <summary>Events that were copied.</summary>
    public const string Imported = "imported";

    /// <summary>Events that were there already.</summary>
    public const string Present = "present";

    /// <summary>Findings that were not kept, because there are <see cref="Limits.FindingsMax"/> already.</summary>
    public const string FindingsDropped = "findingsDropped";

    /// <summary>Events of a backfill that are durable and were taken for the first time.</summary>
    public const string Accepted = "accepted";

    /// <summary>Events of a backfill that were durable before.</summary>
    public const string Duplicates = "duplicates";

    /// <summary>Events of a backfill that were refused; the dead letters keep them.</summary>
    public const string Rejected = "rejected";
}
