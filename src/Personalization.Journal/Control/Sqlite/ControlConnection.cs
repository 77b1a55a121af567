using Microsoft.Data.Sqlite;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Control.Sqlite;

/// <summary>A connection to <c>control.db</c> that several threads share, one at a time; other processes have their own.</summary>
/// <remarks>Keeps its commands prepared, so its SQL texts must be constants.</remarks>
internal sealed class ControlConnection(string path, string synchronous) : IDisposable
{
    private readonly Lock sync = new();
    private readonly SqliteConnection connection = DatabaseFile.Open(OperatingDisk.Instance, path, synchronous);
    private readonly Dictionary<string, SqliteCommand> commands = [];
    private SqliteTransaction? transaction;

    /// <summary>Runs some statements as one transaction that takes the write lock at once.</summary>
    public T Write<T>(Func<ControlConnection, T> work)
    {
        lock (sync)
        {
            using (transaction = connection.BeginTransaction(deferred: false))
            {
                try
                {
                    var result = work(this);
                    transaction.Commit();
                    return result;
                }
                finally
                {
                    transaction = null;
                }
            }
        }
    }

    /// <summary>Runs a statement with its parameters <c>$0</c>, <c>$1</c> … and gives the number of changed rows.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> parameters)
    {
        lock (sync)
        {
            return Command(sql, parameters).ExecuteNonQuery();
        }
    }

    /// <summary>Runs a query and reads each of its rows.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> parameters)
    {
        lock (sync)
        {
            using var rows = Command(sql, parameters).ExecuteReader();
            var result = new List<T>();
            while (rows.Read())
            {
                result.Add(read(rows));
            }

            return result;
        }
    }

    /// <summary>The number that a query gives; 0 for none.</summary>
    public long Number(string sql, params ReadOnlySpan<object?> parameters) =>
        Query(sql, row => row.IsDBNull(0) ? 0 : row.GetInt64(0), parameters).FirstOrDefault();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<object?> parameters)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            commands[sql] = command = connection.CreateCommand();
            command.CommandText = sql;
        }

        command.Transaction = transaction;
        command.Parameters.Clear();
        for (var at = 0; at < parameters.Length; at++)
        {
            command.Parameters.AddWithValue($"${at}", parameters[at] ?? DBNull.Value);
        }

        return command;
    }
}
