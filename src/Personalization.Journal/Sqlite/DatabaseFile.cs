using Microsoft.Data.Sqlite;

namespace Personalization.Journal.Sqlite;

/// <summary>Opens SQLite files: write-ahead log, mode 0600, no connection pool (a closed file is closed).</summary>
internal static class DatabaseFile
{
    /// <summary>Opens or makes a file in write-ahead mode.</summary>
    /// <param name="path">The file.</param>
    /// <param name="synchronous"><c>FULL</c>, <c>NORMAL</c> or <c>OFF</c>.</param>
    /// <param name="pageBytes">The page size of a new file.</param>
    public static SqliteConnection Open(string path, string synchronous, int pageBytes = 4096)
    {
        MakePrivate(path);
        var connection = Connect(path, SqliteOpenMode.ReadWrite);
        try
        {
            Execute(connection, $"PRAGMA page_size={pageBytes}");
            Execute(connection, "PRAGMA journal_mode=WAL");
            Execute(connection, $"PRAGMA synchronous={synchronous}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a further connection to a file that is open already; it may not write.</summary>
    public static SqliteConnection OpenReader(string path)
    {
        var connection = Connect(path, SqliteOpenMode.ReadWrite);
        Execute(connection, "PRAGMA query_only=1");
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
    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB;

    /// <summary>Deletes a file with its write-ahead log.</summary>
    public static void Delete(string path)
    {
        File.Delete(path);
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout={(int)Limits.BusyTimeout.TotalMilliseconds}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>SQLite gives its log files the mode of the database, so the database is made first.</summary>
    private static void MakePrivate(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(path, options).Dispose();
    }
}
