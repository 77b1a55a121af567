namespace Personalization.Journal.Sqlite.Disks;

/// <summary>An open file of an <see cref="IDisk"/>. Errors of the disk are <see cref="IOException"/>s.</summary>
internal interface IDiskFile : IDisposable
{
    /// <summary>Fills a buffer from a place on; gives the number of bytes, fewer than asked for only at the end of the file.</summary>
    int Read(Span<byte> buffer, long at);

    /// <summary>Writes bytes at a place in one go. They outlive the process at once, and a loss of power after <see cref="Sync"/>.</summary>
    void Write(ReadOnlySpan<byte> bytes, long at);

    /// <summary>Waits until all that was written is on the disk.</summary>
    void Sync();
}
