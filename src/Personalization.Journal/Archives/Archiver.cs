using Personalization.Core;
using Personalization.Journal.Index;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Archives;

/// <summary>Moves the oldest commits of an open journal into archives, beside new commits: a file at a time, and its rows some at a time.</summary>
/// <remarks>
/// A file gets its name when it is whole and synced; only then are its rows deleted. So a crash leaves an unfinished file, which is deleted, or commits
/// that are in both places, whose rows the next start deletes.
/// </remarks>
internal sealed class Archiver(ArchiveSet archives, CommitLog log, SubjectIndex index, ReaderPool<JournalReader> readers, int commitsMax)
{
    private readonly List<StoredEvent> events = [];

    /// <summary>Moves every commit, from the oldest on, whose newest event was received before a time; the last commit of all stays.</summary>
    /// <returns>How many commits were moved.</returns>
    public async ValueTask<long> Run(Instant olderThan, CancellationToken cancellation)
    {
        long moved = 0;
        using var lease = await readers.Rent(cancellation);
        while (WriteFile(lease.Reader, olderThan, cancellation) is { } file)
        {
            archives.Add(file);
            log.DeleteArchived(file.FirstCommit, file.LastCommit);
            moved += file.LastCommit - file.FirstCommit + 1;
        }

        return moved;
    }

    private ArchiveFile? WriteFile(JournalReader reader, Instant olderThan, CancellationToken cancellation)
    {
        var first = archives.LastCommit + 1;
        using var writer = new DelayedArchive(archives, first);
        for (var commit = first; commit < index.DurableCommit && commit - first < commitsMax && writer.Bytes < Limits.ArchiveBytesMax; commit++)
        {
            cancellation.ThrowIfCancellationRequested();
            reader.Load(commit);
            events.Clear();
            reader.Decode(events);
            var newest = events.Count == 0 ? Instant.MinValue : events.Max(stored => stored.Event.ReceivedAt);
            if (newest >= olderThan)
            {
                break;
            }

            writer.Add(reader.Checksum, reader.Payload, reader.EventPlaces, newest);
        }

        return writer.Finish();
    }

    /// <summary>An archive that is begun with its first commit, so that nothing is written where nothing is old enough.</summary>
    private sealed class DelayedArchive(ArchiveSet archives, long first) : IDisposable
    {
        private ArchiveWriter? writer;

        public long Bytes => writer?.Bytes ?? 0;

        public void Add(ulong checksum, ReadOnlySpan<byte> payload, long places, Instant newest)
        {
            writer ??= new ArchiveWriter(archives.Disk, archives.Folder, first);
            writer.Add(checksum, payload);
            writer.Count(places, newest);
        }

        public ArchiveFile? Finish() => writer?.Finish();

        public void Dispose() => writer?.Dispose();
    }
}
