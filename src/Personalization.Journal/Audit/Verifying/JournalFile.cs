using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Personalization.Core.Codecs;
using Personalization.Journal.Archives;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Codecs;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Audit.Verifying;

/// <summary>The files of the embedded journal as an audit reads them: without the folder's lock, so beside a running server too. One thread at a time.</summary>
/// <remarks>Each commit is a read of its own, so a long audit never keeps the server from emptying its write-ahead log.</remarks>
public sealed class JournalFile : IAuditedJournal
{
    private readonly ArchiveSet archives;
    private readonly CommitSource source;
    private readonly CommitContents contents = new();
    private readonly TextCache texts = new();
    private readonly long lastCommit;

    private JournalFile(string path, string folder)
    {
        archives = ArchiveSet.Open(OperatingDisk.Instance, folder);
        source = new CommitSource(OperatingDisk.Instance, path, archives);
        try
        {
            lastCommit = Math.Max(archives.LastCommit, DatabaseFile.Number(source.Connection, "SELECT id FROM commits ORDER BY id DESC LIMIT 1"));
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public long? LastCommit => lastCommit;

    /// <inheritdoc/>
    public long EndPosition => FeedPosition.EndOf(lastCommit);

    /// <inheritdoc/>
    public bool MarksErasures => true;

    /// <summary>Opens the journal of a data folder for reading; null where there is none.</summary>
    /// <exception cref="JournalDamagedException">It is no journal any more, or an archive cannot be read at all.</exception>
    public static JournalFile? Open(string folder)
    {
        var path = Path.Combine(folder, "journal.db");
        try
        {
            return OperatingDisk.Instance.Exists(path) ? new JournalFile(path, folder) : null;
        }
        catch (SqliteException e) when (DatabaseFile.IsDamage(e) || e.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            throw new JournalDamagedException(1, e.Message, e);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AuditedCommit> Read([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var commit = 1L; commit <= lastCommit; commit++)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return Read(commit, out _);
        }

        await ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public JournalMark? MarkOf(long commit) => Read(commit, out var mark).Damage is null ? mark : null;

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();

    private AuditedCommit Read(long commit, out JournalMark mark)
    {
        mark = default;
        try
        {
            if (!Find(commit))
            {
                return new AuditedCommit(commit, [], "it is missing.");
            }

            if (CommitFormat.Checksum(commit, source.Payload) != source.Checksum)
            {
                return new AuditedCommit(commit, [], "its checksum is wrong.");
            }

            contents.Read(source.Payload, texts);
            mark = new JournalMark(commit, source.Checksum, contents.IsRewritten);
            return new AuditedCommit(commit, Slots(commit, source.Payload), null);
        }
        catch (Exception e) when (e is InvalidDataException or JournalDamagedException)
        {
            return new AuditedCommit(commit, [], e.Message);
        }
    }

    private bool Find(long commit)
    {
        if (source.TryRead(commit))
        {
            return true;
        }

        // The server may have moved it to a new archive since the folder was looked at.
        archives.Reload();
        return source.TryRead(commit);
    }

    private List<AuditedSlot> Slots(long commit, ReadOnlySpan<byte> payload)
    {
        var slots = new List<AuditedSlot>();
        foreach (var part in contents.Parts)
        {
            if (contents.IsErased(part))
            {
                slots.Add(new AuditedSlot(
                    contents.TenantOf(part), FeedPosition.Of(commit, part.FirstOrdinal), FeedPosition.Of(commit, part.FirstOrdinal + part.Events - 1), null));
            }
            else if (part.Types.Overlaps(AuditSealer.Types))
            {
                Decode(commit, part, payload, slots);
            }
        }

        return slots;
    }

    private void Decode(long commit, in StoredPart part, ReadOnlySpan<byte> payload, List<AuditedSlot> slots)
    {
        var subject = contents.SubjectOf(part, payload);
        var reader = new ByteReader(payload.Slice(part.At, part.Bytes));
        for (var at = 0; at < part.Events; at++)
        {
            var position = FeedPosition.Of(commit, part.FirstOrdinal + at);
            var one = EventCodec.Read(ref reader, texts);
            if (AuditSealer.Types.Contains(one.Type))
            {
                slots.Add(new AuditedSlot(subject.Tenant, position, position, new StoredEvent(position, subject, part.FirstVersion + at, one)));
            }
        }
    }
}
