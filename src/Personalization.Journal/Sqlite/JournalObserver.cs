using Microsoft.Data.Sqlite;
using Personalization.Core.Events;
using Personalization.Journal.Archives;
using Personalization.Journal.Codecs;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite;

/// <summary>Reads the commits of a data folder without its lock and without changing anything: beside a running server, or of a backup. One thread at a time.</summary>
/// <remarks>Each commit is a read of its own, so the server's write-ahead log is never kept from being emptied.</remarks>
internal sealed class JournalObserver : IDisposable
{
    private readonly CommitSource source;
    private readonly Statement select;
    private readonly TextCache texts = new();

    private JournalObserver(IDisk disk, string folder, ArchiveSet archives)
    {
        Archives = archives;
        source = new CommitSource(disk, Path.Combine(folder, "journal.db"), archives);
        try
        {
            // Closing must not copy the log of a server that died: what is wrong with it is the next start's to find.
            DatabaseFile.LeaveLog(source.Connection);
            select = new Statement(source.Connection, "SELECT checksum FROM commits WHERE id = ?1");
            FirstRow = DatabaseFile.Number(source.Connection, "SELECT id FROM commits ORDER BY id LIMIT 1");
            LastCommit = Math.Max(archives.LastCommit, DatabaseFile.Number(source.Connection, "SELECT id FROM commits ORDER BY id DESC LIMIT 1"));
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>The archives.</summary>
    public ArchiveSet Archives { get; }

    /// <summary>The first commit that was in <c>journal.db</c> when it was opened; 0 for none.</summary>
    public long FirstRow { get; }

    /// <summary>The last commit when it was opened; 0 for none.</summary>
    public long LastCommit { get; }

    /// <summary>The tables of the commit that was read.</summary>
    public CommitContents Contents { get; } = new();

    /// <summary>The stored bytes of the commit that was read.</summary>
    public ReadOnlySpan<byte> Payload => source.Payload;

    /// <summary>The checksum of the commit that was read.</summary>
    public ulong Checksum => source.Checksum;

    /// <summary>Whether the commit that was read may have another checksum than at first: events of it were erased, or have expired.</summary>
    public bool IsRewritten => Contents.IsRewritten;

    /// <summary>The connection to <c>journal.db</c>.</summary>
    public SqliteConnection Connection => source.Connection;

    /// <summary>Opens a folder; null where it has no journal. Throws <see cref="JournalDamagedException"/> where its files are no journal any more.</summary>
    public static JournalObserver? Open(IDisk disk, string folder) => disk.Exists(Path.Combine(folder, "journal.db")) ? Open(disk, folder, ArchiveSet.Open(disk, folder)) : null;

    /// <summary>Opens a folder that has a journal, with the archives that could be read.</summary>
    public static JournalObserver Open(IDisk disk, string folder, ArchiveSet archives)
    {
        try
        {
            return new JournalObserver(disk, folder, archives);
        }
        catch (SqliteException e) when (DatabaseFile.IsDamage(e) || e.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            throw new JournalDamagedException(archives.LastCommit + 1, $"journal.db is no journal: {e.Message}.", e);
        }
    }

    /// <summary>Reads a commit with its tables. Throws <see cref="JournalDamagedException"/> where it is missing or damaged.</summary>
    public void Read(long commit)
    {
        try
        {
            ReadOnce(commit);
        }
        catch (JournalDamagedException)
        {
            // The server may have moved it to an archive, or written that archive again, since the folder was looked at.
            Archives.Reload();
            ReadOnce(commit);
        }
    }

    /// <summary>The stored checksum of a commit, without a look at its payload; null where it is missing.</summary>
    public ulong? ChecksumOf(long commit)
    {
        select.Bind(1, commit);
        try
        {
            if (select.Step())
            {
                return (ulong)select.Number(0);
            }
        }
        finally
        {
            select.Reset();
        }

        return source.TryRead(commit) ? source.Checksum : null;
    }

    /// <summary>Appends the events of the commit that was read. Throws <see cref="JournalDamagedException"/> on damage.</summary>
    public void Decode(long commit, List<StoredEvent> into)
    {
        try
        {
            foreach (var part in Contents.Parts.Where(part => !Contents.IsErased(part)))
            {
                PartDecoder.Decode(Payload, part, Contents.SubjectOf(part, Payload), commit, EventTypeSet.All, texts, into);
            }
        }
        catch (InvalidDataException e)
        {
            throw new JournalDamagedException(commit, e.Message, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        select.Dispose();
        source.Dispose();
    }

    private void ReadOnce(long commit)
    {
        source.Read(commit);
        try
        {
            Contents.Read(Payload, texts);
        }
        catch (InvalidDataException e)
        {
            throw new JournalDamagedException(commit, e.Message, e);
        }
    }
}
