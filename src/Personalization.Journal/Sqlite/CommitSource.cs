using System.Buffers;
using Microsoft.Data.Sqlite;
using Personalization.Journal.Archives;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite;

/// <summary>Reads commits in their stored form, from <c>journal.db</c> or the archive that they were moved to; keeps the last one. One thread at a time.</summary>
internal sealed class CommitSource : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Statement select;
    private readonly ArchiveReader archived;
    private byte[] buffer = [];
    private int length;

    public CommitSource(IDisk disk, string journalPath, ArchiveSet archives)
    {
        connection = DatabaseFile.OpenReader(disk, journalPath);
        select = new Statement(connection, "SELECT checksum, payload FROM commits WHERE id = ?1");
        archived = new ArchiveReader(archives);
    }

    /// <summary>The connection to <c>journal.db</c>.</summary>
    public SqliteConnection Connection => connection;

    /// <summary>The payload that was read.</summary>
    public ReadOnlySpan<byte> Payload => buffer.AsSpan(0, length);

    /// <summary>Its checksum.</summary>
    public ulong Checksum { get; private set; }

    /// <summary>Reads a commit that must exist. Throws <see cref="JournalDamagedException"/> where it is missing or damaged.</summary>
    public void Read(long commitId)
    {
        if (!TryRead(commitId))
        {
            throw new JournalDamagedException(commitId, "it is missing.");
        }

        if (CommitFormat.Checksum(commitId, Payload) != Checksum)
        {
            throw new JournalDamagedException(commitId, "its checksum is wrong.");
        }
    }

    /// <summary>Reads a commit without a look at its checksum; false where it is missing. Throws <see cref="JournalDamagedException"/> where a file is damaged.</summary>
    public bool TryRead(long commitId)
    {
        try
        {
            if (select.Bind(1, commitId).Step())
            {
                Keep((ulong)select.Number(0), select.Blob(1));
                return true;
            }
        }
        catch (SqliteException e) when (DatabaseFile.IsDamage(e))
        {
            throw new JournalDamagedException(commitId, e.Message, e);
        }
        finally
        {
            select.Reset();
        }

        // A commit is in an archive before its row is deleted, so it is found in one of the two.
        if (!archived.TryRead(commitId, out var payload, out var checksum))
        {
            return false;
        }

        Keep(checksum, payload);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        archived.Dispose();
        select.Dispose();
        connection.Dispose();
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        length = 0;
    }

    private void Keep(ulong checksum, ReadOnlySpan<byte> payload)
    {
        if (buffer.Length < payload.Length)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(payload.Length);
        }

        payload.CopyTo(buffer);
        length = payload.Length;
        Checksum = checksum;
    }
}
