namespace Personalization.Replay.Backfilling;

/// <summary>How events are written in a file.</summary>
public enum SourceFormat
{
    /// <summary>One JSON object in Segment's shape a line.</summary>
    Ndjson,

    /// <summary>Comma-separated values with a header that names the fields.</summary>
    Csv,
}
