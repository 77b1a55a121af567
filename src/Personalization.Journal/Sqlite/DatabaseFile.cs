using Microsoft.Data.Sqlite;
using Personalization.Journal.Sqlite.Disks;
using SQLitePCL;

namespace Personalization.Journal.Sqlite;

/// <summary>Opens SQLite files: write-ahead log, mode 0600, no connection pool (a closed file is closed).</summary>
internal static class DatabaseFile
{
    /// <summary>Opens or makes a file in write-ahead mode.</summary>
    /// <param name="disk">Where the file is.</param>
    /// <param name="path">The file.</param>
    /// <param name="synchronous"><c>FULL</c>, <c>NORMAL</c> or <c>OFF</c>.</param>
    /// <param name="pageBytes">The page size of a new file.</param>
    /// <param name="autoVacuum">Whether a new file keeps what it takes to give free pages back: 0 no, 2 when asked to.</param>
    public static SqliteConnection Open(IDisk disk, string path, string synchronous, int pageBytes = 4096, int autoVacuum = 0)
    {
        // SQLite gives its log files the mode of the database, so the database is made first.
        if (!disk.Exists(path))
        {
            disk.Open(path).Dispose();
        }

        var connection = Connect(disk, path);
        try
        {
            Execute(connection, $"PRAGMA page_size={pageBytes}");
            Execute(connection, $"PRAGMA auto_vacuum={autoVacuum}");
            Execute(connection, "PRAGMA journal_mode=WAL");
            Execute(connection, $"PRAGMA synchronous={synchronous}");
            return connection;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_CANTOPEN)
        {
            connection.Dispose();
            throw new AccessDeniedException(path, e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a further connection to a file that is open already; it may not write.</summary>
    public static SqliteConnection OpenReader(IDisk disk, string path)
    {
        var connection = Connect(disk, path);
        Execute(connection, "PRAGMA query_only=1");

        // Only the first read opens the log. What else is wrong is told by the reads that follow.
        if (raw.sqlite3_exec(connection.Handle, "PRAGMA schema_version") == raw.SQLITE_CANTOPEN)
        {
            connection.Dispose();
            throw new AccessDeniedException(path, new SqliteException("The write-ahead log cannot be opened.", raw.SQLITE_CANTOPEN));
        }

        return connection;
    }

    /// <summary>Runs SQL that gives nothing to read.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The number that a query gives.</summary>
    public static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }

    /// <summary>Whether the file itself is broken, rather than the disk full or the lock taken.</summary>
    public static bool IsDamage(SqliteException e) =>
        e.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB || e.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHORT_READ;

    /// <summary>Whether a file that is opened is broken: all SQL is constant, so a table or column that it lacks is damage too.</summary>
    public static bool IsUnreadable(SqliteException e) => IsDamage(e) || e.SqliteErrorCode == raw.SQLITE_ERROR;

    /// <summary>Whether a file that is only a cache should be made anew: also where its header says that this program may not write it.</summary>
    public static bool IsUselessCache(SqliteException e) => IsUnreadable(e) || e.SqliteErrorCode == raw.SQLITE_READONLY;

    /// <summary>Deletes a file with its write-ahead log.</summary>
    public static void Delete(IDisk disk, string path)
    {
        disk.Delete(path);
        disk.Delete(path + "-wal");
        disk.Delete(path + "-shm");
    }

    /// <summary>Makes closing the last connection leave the write-ahead log as it is, as the death of the process does.</summary>
    public static void LeaveLog(SqliteConnection connection) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _), connection.Handle);

    private static SqliteConnection Connect(IDisk disk, string path)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, Vfs = disk.Vfs };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout={(int)Limits.BusyTimeout.TotalMilliseconds}");
            return connection;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_CANTOPEN && Path.Exists(path))
        {
            connection.Dispose();
            throw new AccessDeniedException(path, e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
