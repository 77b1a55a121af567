using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite.Marks;

/// <summary>The open file <c>journal.ack</c>: two marks, written in turn, so that a torn one leaves the one before.</summary>
/// <remarks>
/// Not synced with each mark: the death of the process keeps what was written, and an older mark, which a loss of power may leave, is still true.
/// All members may be called from any thread.
/// </remarks>
internal sealed class MarkFile : IDisposable
{
    /// <summary>Bytes between the two: no disk writes, and so tears, more than this at once.</summary>
    private const int SlotBytes = 4096;

    private readonly Lock sync = new();
    private readonly AcknowledgementMark?[] slots = new AcknowledgementMark?[2];
    private readonly IDiskFile file;

    public MarkFile(IDisk disk, string path)
    {
        file = disk.Open(path);
        Span<byte> bytes = stackalloc byte[AcknowledgementMark.Bytes];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = file.Read(bytes, slot * SlotBytes) == bytes.Length ? AcknowledgementMark.Decode(bytes) : null;
        }
    }

    /// <summary>The mark of the newest commit; null where none is whole.</summary>
    public AcknowledgementMark? Newest => slots.MaxBy(slot => slot?.CommitId ?? 0);

    /// <summary>Says that a commit is durable.</summary>
    public void Set(AcknowledgementMark mark)
    {
        lock (sync)
        {
            Write(mark);
        }
    }

    /// <summary>Says that a commit is about to be written anew with another checksum; <see cref="Rewritten"/> must follow once that is durable.</summary>
    public void Rewriting(long commitId)
    {
        lock (sync)
        {
            if (IsMarked(commitId))
            {
                // Synced: after a loss of power the mark of the old bytes must not meet the new ones.
                Write(new AcknowledgementMark(commitId, AcknowledgementMark.AnyChecksum));
                file.Sync();
            }
        }
    }

    /// <summary>Says that a commit was written anew.</summary>
    public void Rewritten(long commitId, ulong checksum)
    {
        lock (sync)
        {
            if (IsMarked(commitId))
            {
                Write(new AcknowledgementMark(commitId, checksum));
            }
        }
    }

    /// <summary>Waits until the marks are on the disk.</summary>
    public void Sync() => file.Sync();

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static int SlotOf(long commitId) => (int)(commitId & 1);

    private bool IsMarked(long commitId) => slots[SlotOf(commitId)]?.CommitId == commitId;

    private void Write(AcknowledgementMark mark)
    {
        Span<byte> bytes = stackalloc byte[AcknowledgementMark.Bytes];
        mark.Encode(bytes);
        file.Write(bytes, SlotOf(mark.CommitId) * SlotBytes);
        slots[SlotOf(mark.CommitId)] = mark;
    }
}
