using Microsoft.Data.Sqlite;
using Personalization.Journal;
using Personalization.Journal.Sqlite;
using Personalization.Projections.Stores;

namespace Personalization.Projections.Tests;

/// <summary>A data folder of its own for one test.</summary>
public sealed class SqliteKind : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("projections-").FullName;

    public IJournal OpenJournal() => SqliteJournal.Open(new SqliteJournalOptions { Folder = Folder });

    public IProjectionStore OpenStore() => SqliteProjectionStore.Open(Folder);

    public void BreakRows(bool isBroken) => Execute(
        isBroken
            ? "CREATE TRIGGER broken BEFORE INSERT ON rows BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END"
            : "DROP TRIGGER broken");

    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "projections.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
