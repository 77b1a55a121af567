namespace Personalization.Journal.Sqlite.Disks;

/// <summary>A file of the operating system.</summary>
internal sealed class OperatingFile(FileStream file) : IDiskFile
{
    /// <inheritdoc/>
    public int Read(Span<byte> buffer, long at)
    {
        var read = 0;
        while (read < buffer.Length && RandomAccess.Read(file.SafeFileHandle, buffer[read..], at + read) is var more and > 0)
        {
            read += more;
        }

        return read;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes, long at) => RandomAccess.Write(file.SafeFileHandle, bytes, at);

    /// <inheritdoc/>
    public void Sync() => RandomAccess.FlushToDisk(file.SafeFileHandle);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
