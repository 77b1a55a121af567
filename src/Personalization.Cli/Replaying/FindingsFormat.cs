namespace Personalization.Cli.Replaying;

/// <summary>How findings are printed.</summary>
internal enum FindingsFormat
{
    /// <summary>Columns for people.</summary>
    Table,

    /// <summary>A JSON object a line.</summary>
    Ndjson,

    /// <summary>Comma-separated values.</summary>
    Csv,
}
