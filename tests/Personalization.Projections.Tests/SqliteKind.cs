using Microsoft.Data.Sqlite;
using Personalization.Journal;
using Personalization.Journal.Sqlite;
using Personalization.Projections.Stores;

namespace Personalization.Projections.Tests;

/// <summary>A data folder of its own for one test.</summary>
public sealed class SqliteKind : IProjectionKind
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("projections-").FullName;

    public ValueTask<IJournal> OpenJournal() => new(SqliteJournal.Open(new SqliteJournalOptions { Folder = Folder }));

    public ValueTask<IProjectionStore> OpenStore() => new(SqliteProjectionStore.Open(Folder));

    public Task BreakRows(bool isBroken) => Execute(
        isBroken
            ? "CREATE TRIGGER broken BEFORE INSERT ON rows BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END"
            : "DROP TRIGGER broken");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return default;
    }

    private async Task Execute(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "projections.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
