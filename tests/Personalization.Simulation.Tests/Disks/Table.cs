using Microsoft.Data.Sqlite;
using Personalization.Simulation.Disks;

namespace Personalization.Simulation.Tests.Disks;

/// <summary>A connection to a table of numbers on a simulated disk.</summary>
internal sealed class Table : IDisposable
{
    private readonly SqliteConnection connection;

    public Table(SimulatedDisk disk, string synchronous = "FULL", string journal = "WAL")
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = $"{disk.Folder}/numbers.db", Vfs = "simulated", Pooling = false }.ToString());
        connection.Open();
        Run($"PRAGMA journal_mode={journal}");
        Run($"PRAGMA synchronous={synchronous}");
        Run("PRAGMA wal_autocheckpoint=0");
        Run("CREATE TABLE IF NOT EXISTS numbers (n INTEGER PRIMARY KEY, padding BLOB)");
    }

    public long Count => (long)Ask("SELECT count(*) FROM numbers");

    public string Integrity => (string)Ask("PRAGMA integrity_check");

    public void Add(long number) => Run($"INSERT INTO numbers VALUES ({number}, randomblob(900))");

    public void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => connection.Dispose();

    private object Ask(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }
}
