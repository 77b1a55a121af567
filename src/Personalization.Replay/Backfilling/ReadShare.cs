namespace Personalization.Replay.Backfilling;

/// <summary>
/// How much of a file was given as events. What was read ahead of them does not count: of a small gzip file that is all of it at once. How long gzip
/// data is in the end nobody knows before, so that its share is that of the stored bytes that what was given came from.
/// </summary>
/// <param name="raw">The file as it is stored.</param>
internal sealed class ReadShare(Stream raw)
{
    private long stored, content, given;
    private bool isAtEnd;

    /// <summary>0 to 1; null where the file has no length.</summary>
    public double? Value =>
        !raw.CanSeek || raw.Length == 0 ? null
        : isAtEnd ? 1
        : content == 0 ? 0
        : Math.Min(1, (double)stored / raw.Length) * Math.Min(1, (double)given / content);

    /// <summary>Counts what is read of the bytes as they are stored.</summary>
    public Stream OfStored(Stream stream) => new CountedStream(stream, read => stored += read);

    /// <summary>Counts what is read of the bytes that hold the events.</summary>
    public Stream OfContent(Stream stream) => new CountedStream(stream, read => content += read);

    /// <summary>So many bytes of the content were given.</summary>
    public void Give(long bytes) => given += bytes;

    /// <summary>There is no more to give.</summary>
    public void End() => isAtEnd = true;
}
