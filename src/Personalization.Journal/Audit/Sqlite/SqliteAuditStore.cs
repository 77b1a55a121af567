using System.Text;
using Microsoft.Data.Sqlite;
using Personalization.Core.Subjects;
using Personalization.Journal.Audit.Chains;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;
using Personalization.Journal.Sqlite.Marks;

namespace Personalization.Journal.Audit.Sqlite;

/// <summary>The chains in <c>audit.db</c> of a data folder. Calls wait for each other; each is a short piece of disk work on the caller's thread.</summary>
public sealed class SqliteAuditStore : IAuditStore, IDisposable
{
    private const string Parameters = "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12";
    private readonly Lock sync = new();
    private readonly SqliteConnection connection;
    private readonly Statement heads, one, last, at, mark;
    private readonly Statement? upsert, setMark;
    private readonly string markPath;

    private SqliteAuditStore(SqliteConnection connection, string folder, bool isWriter)
    {
        this.connection = connection;
        markPath = Path.Combine(folder, AuditDatabase.MarkName);
        heads = new Statement(connection,
            "SELECT tenant, max(number), last_decision, last_position, link FROM blocks GROUP BY tenant");
        one = new Statement(connection, $"SELECT {AuditBlockRow.Columns} FROM blocks WHERE tenant = ?1 AND number = ?2");
        last = new Statement(connection, $"SELECT {AuditBlockRow.Columns} FROM blocks WHERE tenant = ?1 ORDER BY number DESC LIMIT 1");
        at = new Statement(connection, $"SELECT {AuditBlockRow.Columns} FROM blocks WHERE tenant = ?1 AND first_position <= ?2 ORDER BY first_position DESC LIMIT 1");
        mark = new Statement(connection, SealedMark.Select);
        upsert = isWriter ? new Statement(connection, $"INSERT OR REPLACE INTO blocks ({AuditBlockRow.Columns}) VALUES ({Parameters})") : null;
        setMark = isWriter ? new Statement(connection, SealedMark.Upsert) : null;
    }

    /// <summary>Opens or makes <c>audit.db</c> in a data folder for the one process that seals.</summary>
    /// <exception cref="UnfitFolderException">The folder is a backup, or a restore into it is not finished.</exception>
    /// <exception cref="AuditDamagedException">It is no such file any more.</exception>
    /// <exception cref="InvalidDataException">A newer program wrote it.</exception>
    public static SqliteAuditStore Open(string folder)
    {
        WritableFolder.Check(OperatingDisk.Instance, folder);
        OperatingDisk.Instance.MakeFolder(folder);
        return OpenHeld(folder);
    }

    /// <summary>The same for whoever holds the folder's lock, of a backup too.</summary>
    internal static SqliteAuditStore OpenHeld(string folder) =>
        Open(() => AuditDatabase.Open(Path.Combine(folder, AuditDatabase.FileName)), folder, isWriter: true);

    /// <summary>Opens <c>audit.db</c> of a data folder for reading only, beside a running server too; null where there is none.</summary>
    /// <exception cref="AuditDamagedException">It is no such file any more.</exception>
    /// <exception cref="InvalidDataException">A newer program wrote it.</exception>
    public static SqliteAuditStore? OpenReader(string folder)
    {
        var path = Path.Combine(folder, AuditDatabase.FileName);
        return OperatingDisk.Instance.Exists(path) ? Open(() => AuditDatabase.OpenReader(path), folder, isWriter: false) : null;
    }

    /// <inheritdoc/>
    public ValueTask<long> ReadSealed(CancellationToken cancellation) => new(Do(ReadMark, cancellation));

    /// <inheritdoc/>
    public ValueTask<AuditState> ReadState(CancellationToken cancellation) => new(Do(() => Transaction("BEGIN", () =>
    {
        var found = new List<ChainHead>();
        var position = ReadMark();
        try
        {
            while (heads.Step())
            {
                found.Add(new ChainHead(
                    new TenantId(Encoding.UTF8.GetString(heads.Blob(0))), heads.Number(1), heads.Number(2), heads.Number(3), AuditBlockRow.ReadHash(heads.Blob(4))));
            }
        }
        catch (InvalidDataException e)
        {
            throw new AuditDamagedException($"In a tenant's last block {e.Message}.", e);
        }
        finally
        {
            heads.Reset();
        }

        return new AuditState(position, found);
    }), cancellation));

    /// <inheritdoc/>
    public ValueTask<AuditBlock?> ReadBlock(TenantId tenant, long number, CancellationToken cancellation) =>
        new(Do(() => Read(one.Bind(1, Key(tenant)).Bind(2, number)), cancellation));

    /// <inheritdoc/>
    public ValueTask<AuditBlock?> ReadLastBlock(TenantId tenant, CancellationToken cancellation) =>
        new(Do(() => Read(last.Bind(1, Key(tenant))), cancellation));

    /// <inheritdoc/>
    public ValueTask<bool> Save(long after, long sealedPosition, IReadOnlyList<AuditBlock> blocks, CancellationToken cancellation) =>
        new(Do(() =>
        {
            var isSaved = Transaction("BEGIN IMMEDIATE", () => TrySave(after, sealedPosition, blocks));
            if (isSaved)
            {
                Mark(sealedPosition);
            }

            return isSaved;
        }, cancellation));

    /// <inheritdoc/>
    public ValueTask<int> Erase(TenantId tenant, IReadOnlyCollection<long> positions, CancellationToken cancellation) => new(Do(() =>
    {
        var erased = Transaction("BEGIN IMMEDIATE", () => EraseSalts(tenant, positions.ToHashSet()));

        // Until the log is emptied it holds the pages as they were. Also where nothing was erased: the last try may have ended here.
        if (DatabaseFile.Number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0)
        {
            throw new IOException("Somebody reads audit.db all the time, so the old bytes cannot be overwritten yet; try again.");
        }

        return erased;
    }, cancellation));

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (sync)
        {
            foreach (var statement in new[] { heads, one, last, at, mark, upsert, setMark })
            {
                statement?.Dispose();
            }

            connection.Dispose();
        }
    }

    private static SqliteAuditStore Open(Func<SqliteConnection> open, string folder, bool isWriter)
    {
        try
        {
            var opened = open();
            try
            {
                return new SqliteAuditStore(opened, folder, isWriter);
            }
            catch
            {
                opened.Dispose();
                throw;
            }
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            throw new AuditDamagedException(e.Message, e);
        }
    }

    private bool TrySave(long after, long sealedPosition, IReadOnlyList<AuditBlock> blocks)
    {
        if (SealedMark.Read(mark) != after)
        {
            return false;
        }

        foreach (var block in blocks)
        {
            AuditBlockRow.Bind(upsert!, block).Run();
        }

        SealedMark.Write(setMark!, sealedPosition);
        return true;
    }

    /// <summary>Behind the chain, so that the mark never says more than there is.</summary>
    private void Mark(long sealedPosition)
    {
        try
        {
            new AcknowledgementMark(sealedPosition, AcknowledgementMark.AnyChecksum).Overwrite(OperatingDisk.Instance, markPath);
        }
        catch (IOException)
        {
            // The decisions are sealed. An older mark is still true and only proves less; the next round writes it.
        }
    }

    /// <summary>A file whose rows were deleted, or a new one in its place, is as good as a chain that has just begun; the mark beside it knows better.</summary>
    private long ReadMark()
    {
        // The mark beside first: it is written behind the chain, so one that was read before is never ahead of what is read then.
        var marked = AcknowledgementMark.Read(OperatingDisk.Instance, markPath);
        var position = SealedMark.Read(mark);
        if (marked is { } sealedBefore && sealedBefore.CommitId > position)
        {
            throw new AuditDamagedException(
                $"It is sealed up to position {position}, but {AuditDatabase.MarkName} says that it was sealed up to {sealedBefore.CommitId}: rows were deleted, or an older or new file was put in its place.");
        }

        return position;
    }

    private int EraseSalts(TenantId tenant, HashSet<long> positions)
    {
        var erased = 0;
        while (positions.Count > 0)
        {
            var position = positions.First();
            if (Read(at.Bind(1, Key(tenant)).Bind(2, position)) is { } block && block.LastPosition >= position)
            {
                var salted = block.Leaves.Count(leaf => !leaf.IsErased && positions.Contains(leaf.Position));
                AuditLeaf[] leaves = [.. block.Leaves.Select(leaf => positions.Contains(leaf.Position) ? leaf with { Salt = UInt128.Zero } : leaf)];
                AuditBlockRow.Bind(upsert!, block with { Leaves = leaves }).Run();
                positions.ExceptWith(block.Leaves.Select(leaf => leaf.Position));
                erased += salted;
            }

            positions.Remove(position);
        }

        return erased;
    }

    private static AuditBlock? Read(Statement bound)
    {
        try
        {
            return bound.Step() ? AuditBlockRow.Read(bound) : null;
        }
        finally
        {
            bound.Reset();
        }
    }

    private T Do<T>(Func<T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            lock (sync)
            {
                return work();
            }
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            throw new AuditDamagedException(e.Message, e);
        }
    }

    private T Transaction<T>(string begin, Func<T> work)
    {
        DatabaseFile.Execute(connection, begin);
        try
        {
            var result = work();
            DatabaseFile.Execute(connection, "COMMIT");
            return result;
        }
        catch
        {
            // SQLite may have rolled back by itself, and a second time is an error.
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            {
                DatabaseFile.Execute(connection, "ROLLBACK");
            }

            throw;
        }
    }

    private static byte[] Key(TenantId tenant) => Encoding.UTF8.GetBytes(tenant.Value);

    /// <summary>Damage, and a table or column that is gone: a flipped letter of the schema.</summary>
    private static bool IsDamage(SqliteException e) => DatabaseFile.IsDamage(e) || e.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR;
}
