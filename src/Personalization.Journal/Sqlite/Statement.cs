using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Personalization.Journal.Sqlite;

/// <summary>A prepared statement that binds spans and reads blobs in place, which ADO.NET copies. One thread at a time.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public Statement(SqliteConnection connection, string sql)
    {
        database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    /// <summary>Binds a number to a parameter, counted from 1.</summary>
    public Statement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(statement, parameter, value));
        return this;
    }

    /// <summary>Binds bytes to a parameter; they are copied.</summary>
    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, parameter, 0) : raw.sqlite3_bind_blob(statement, parameter, value));
        return this;
    }

    /// <summary>Moves to the next row; false after the last one. <see cref="Reset"/> must follow in the end, or a read stays open.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return code == raw.SQLITE_ROW;
        }

        // The extended code and its message belong to the failed step, so they are taken before the reset.
        try
        {
            Check(code);
        }
        finally
        {
            Reset();
        }

        return false;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    /// <summary>A number of the current row.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>Bytes of the current row; valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    /// <summary>Ends the current run, so that nothing stays read or locked.</summary>
    public void Reset() => _ = raw.sqlite3_reset(statement);

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, database);
        }
    }
}
