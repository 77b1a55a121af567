namespace Personalization.Replay.Backfilling;

/// <summary>A source that cannot be read (on): damaged, cut off, without its header, out of reach. The message is for people.</summary>
public sealed class SourceException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether nobody answers where the source is; else it is there and not as it should be.</summary>
    public bool IsOutOfReach { get; init; }

    /// <summary>Gzip data that ends early or is damaged.</summary>
    /// <param name="line">The last line that could be read.</param>
    /// <param name="cause">What inflating said.</param>
    internal static SourceException OfGzip(long line, InvalidDataException cause) =>
        new($"The gzip data is cut off or damaged behind line {line}; every line up to there was read. ({cause.Message})", cause);
}
