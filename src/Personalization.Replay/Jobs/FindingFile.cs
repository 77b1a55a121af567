namespace Personalization.Replay.Jobs;

/// <summary>The findings of a job, one line of JSON each. Opening it drops what is behind the last mark, so that each is there once.</summary>
internal sealed class FindingFile : IReplayFindings, IDisposable
{
    private const byte LineFeed = (byte)'\n';

    private readonly FileStream file;

    private FindingFile(FileStream file, long count) => (this.file, Count) = (file, count);

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>How many were not kept, because there are too many.</summary>
    public long Dropped { get; private set; }

    /// <summary>How long the file is.</summary>
    public long Bytes => file.Position;

    /// <summary>Opens the file as it was at a mark.</summary>
    public static FindingFile Open(string path, long bytes, long count)
    {
        var opened = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024);
        try
        {
            if (opened.Length < bytes)
            {
                throw new InvalidDataException($"{path} is shorter than it was at the last mark: findings are lost.");
            }

            opened.SetLength(bytes);
            opened.Position = bytes;
            return new FindingFile(opened, count);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask Add(ReplayFinding finding, CancellationToken cancellation)
    {
        if (Count >= Limits.FindingsMax)
        {
            Dropped++;
            return default;
        }

        file.Write(FindingJson.Write(finding));
        file.WriteByte(LineFeed);
        Count++;
        return default;
    }

    /// <summary>Returns when all of it is on the disk.</summary>
    public void Flush() => file.Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
