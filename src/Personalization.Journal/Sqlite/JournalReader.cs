using System.Buffers;
using Microsoft.Data.Sqlite;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Codecs;
using Personalization.Journal.Index;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite;

/// <summary>Reads commits and the index; keeps the last commit that it read. One thread at a time.</summary>
internal sealed class JournalReader : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Statement select;
    private readonly CommitContents contents = new();
    private readonly TextCache texts = new();
    private readonly CommitRevision revision;
    private byte[] buffer = [];
    private long readAt;
    private int length;

    public JournalReader(IDisk disk, string journalPath, string indexPath, CommitRevision revision)
    {
        this.revision = revision;
        connection = DatabaseFile.OpenReader(disk, journalPath);
        select = new Statement(connection, "SELECT checksum, payload FROM commits WHERE id = ?1");
        Index = new IndexReader(disk, indexPath);
    }

    /// <summary>The index's blocks.</summary>
    public IndexReader Index { get; }

    /// <summary>The commit that is loaded; 0 for none.</summary>
    public long CommitId { get; private set; }

    /// <summary>The checksum of the loaded commit.</summary>
    public ulong Checksum { get; private set; }

    /// <summary>The stored bytes of the loaded commit.</summary>
    public ReadOnlySpan<byte> Payload => buffer.AsSpan(0, length);

    /// <summary>Loads a commit that must exist. Throws <see cref="JournalDamagedException"/> where it is missing or damaged.</summary>
    public void Load(long commitId)
    {
        var now = revision.Current;
        if (CommitId != commitId || readAt != now)
        {
            Read(commitId);
            readAt = now;
        }
    }

    /// <summary>Appends the loaded commit's events of some kinds to a list: one subject's, or all.</summary>
    public void Decode(List<StoredEvent> into, SubjectKey? only = null, EventTypeSet? types = null)
    {
        try
        {
            var kinds = types ?? EventTypeSet.All;
            var wanted = only is { } subject ? contents.Find(subject, Payload) : -1;
            foreach (var part in contents.Parts)
            {
                if (part.Types.Overlaps(kinds) && (only is null || part.Subject == wanted))
                {
                    Decode(part, only ?? contents.SubjectOf(part, Payload), kinds, into);
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw new JournalDamagedException(CommitId, e.Message, e);
        }
    }

    /// <summary>Whether the loaded commit holds that version of the subject, by its full key.</summary>
    public bool Holds(in SubjectKey subject, long version)
    {
        var wanted = contents.Find(subject, Payload);
        foreach (var part in contents.Parts)
        {
            if (part.Subject == wanted && version >= part.FirstVersion && version < part.FirstVersion + part.Events)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The loaded commit's subjects with this hash.</summary>
    public IEnumerable<SubjectKey> SubjectsOf(ulong subjectHash) =>
        contents.Parts.Where(part => !contents.IsErased(part)).Select(part => contents.SubjectOf(part, Payload)).Where(subject => subject.StableHash() == subjectHash);

    /// <inheritdoc/>
    public void Dispose()
    {
        Index.Dispose();
        select.Dispose();
        connection.Dispose();
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Read(long commitId)
    {
        CommitId = 0;
        select.Bind(1, commitId);
        try
        {
            var payload = select.Step() ? select.Blob(1) : throw new JournalDamagedException(commitId, "it is missing.");
            Checksum = (ulong)select.Number(0);
            if (CommitFormat.Checksum(commitId, payload) != Checksum)
            {
                throw new JournalDamagedException(commitId, "its checksum is wrong.");
            }

            Keep(payload);
            contents.Read(Payload, texts);
            CommitId = commitId;
        }
        catch (InvalidDataException e)
        {
            throw new JournalDamagedException(commitId, e.Message, e);
        }
        catch (SqliteException e) when (DatabaseFile.IsDamage(e))
        {
            throw new JournalDamagedException(commitId, e.Message, e);
        }
        finally
        {
            select.Reset();
        }
    }

    private void Keep(ReadOnlySpan<byte> payload)
    {
        if (buffer.Length < payload.Length)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(payload.Length);
        }

        payload.CopyTo(buffer);
        length = payload.Length;
    }

    private void Decode(in StoredPart part, in SubjectKey subject, EventTypeSet kinds, List<StoredEvent> into)
    {
        var reader = new ByteReader(Payload.Slice(part.At, part.Bytes));
        for (var at = 0; at < part.Events; at++)
        {
            var one = EventCodec.Read(ref reader, texts);
            if (!part.Types.Contains(one.Type))
            {
                throw new InvalidDataException($"A part holds an event of type {(byte)one.Type}, which it does not name.");
            }

            if (kinds.Contains(one.Type))
            {
                into.Add(new StoredEvent(FeedPosition.Of(CommitId, part.FirstOrdinal + at), subject, part.FirstVersion + at, one));
            }
        }

        if (reader.Remaining != 0)
        {
            throw new InvalidDataException("A part holds more bytes than events.");
        }
    }
}
