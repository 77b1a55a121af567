using Microsoft.Data.Sqlite;
using Personalization.Core.Codecs;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Codecs;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Audit.Verifying;

/// <summary>The file <c>journal.db</c> as an audit reads it: without the folder's lock, so beside a running server too. One thread at a time.</summary>
/// <remarks>Each commit is a read of its own, so a long audit never keeps the server from emptying its write-ahead log.</remarks>
public sealed class JournalFile : IAuditedJournal
{
    private readonly SqliteConnection connection;
    private readonly Statement select;
    private readonly CommitContents contents = new();
    private readonly TextCache texts = new();

    private JournalFile(SqliteConnection connection)
    {
        this.connection = connection;
        select = new Statement(connection, "SELECT checksum, payload FROM commits WHERE id = ?1");
        LastCommit = DatabaseFile.Number(connection, "SELECT id FROM commits ORDER BY id DESC LIMIT 1");
    }

    /// <inheritdoc/>
    public long LastCommit { get; }

    /// <inheritdoc/>
    public long EndPosition => FeedPosition.EndOf(LastCommit);

    /// <summary>Opens the journal of a data folder for reading; null where there is none.</summary>
    /// <exception cref="JournalDamagedException">It is no journal any more.</exception>
    public static JournalFile? Open(string folder)
    {
        var path = Path.Combine(folder, "journal.db");
        if (!OperatingDisk.Instance.Exists(path))
        {
            return null;
        }

        try
        {
            var opened = DatabaseFile.OpenReader(OperatingDisk.Instance, path);
            try
            {
                return new JournalFile(opened);
            }
            catch
            {
                opened.Dispose();
                throw;
            }
        }
        catch (SqliteException e) when (DatabaseFile.IsDamage(e) || e.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            throw new JournalDamagedException(1, e.Message, e);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<AuditedCommit> Read()
    {
        for (var commit = 1L; commit <= LastCommit; commit++)
        {
            yield return Read(commit, out _);
        }
    }

    /// <inheritdoc/>
    public JournalMark? MarkOf(long commit) => Read(commit, out var mark).Damage is null ? mark : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        select.Dispose();
        connection.Dispose();
    }

    private AuditedCommit Read(long commit, out JournalMark mark)
    {
        mark = default;
        try
        {
            if (!select.Bind(1, commit).Step())
            {
                return new AuditedCommit(commit, [], "it is missing.");
            }

            var payload = select.Blob(1);
            var checksum = (ulong)select.Number(0);
            if (CommitFormat.Checksum(commit, payload) != checksum)
            {
                return new AuditedCommit(commit, [], "its checksum is wrong.");
            }

            contents.Read(payload, texts);
            mark = new JournalMark(commit, checksum, contents.Parts.Any(part => contents.IsErased(part)));
            return new AuditedCommit(commit, Slots(commit, payload), null);
        }
        catch (Exception e) when (e is InvalidDataException || (e is SqliteException failed && DatabaseFile.IsDamage(failed)))
        {
            return new AuditedCommit(commit, [], e.Message);
        }
        finally
        {
            select.Reset();
        }
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
