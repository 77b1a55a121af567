namespace Personalization.Grains;

/// <summary>What became of an event.</summary>
public enum IngestStatus
{
    /// <summary>It is durable and folded, in at least one stream for the first time.</summary>
    Accepted,

    /// <summary>Every stream it touches had it already.</summary>
    Duplicate,

    /// <summary>It was refused.</summary>
    Rejected,
}
