using System.Globalization;
using Npgsql;
using Personalization.Journal.Postgres;

namespace Personalization.HostContract.Postgres;

/// <summary>
/// A PostgreSQL of the tests' own, one per test assembly: made from Debian's binaries in a private folder at the first test that asks, reached over a socket
/// in that folder, gone with the assembly. Where there are no binaries the tests that need it are skipped.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Transactions of other tests hold up the end of every feed, and a loaded machine whoever lets go of a lock: only what would never end may run into this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lazy<Task<PostgresInstance>> instance = new(() => PostgresInstance.Start(isSynced: false));
    private int schemas;

    /// <summary>Skips the test where there is no PostgreSQL; says otherwise how to connect as a superuser.</summary>
    public async Task<string> ConnectionString()
    {
        Assert.SkipWhen(PostgresBinaries.Missing is not null, PostgresBinaries.Missing ?? "");
        return (await instance.Value).ConnectionString;
    }

    /// <summary>How to open a journal here that waits for whatever it has to wait for; skips the test where there is no PostgreSQL.</summary>
    public async Task<PostgresJournalOptions> Options(string schema) =>
        new() { ConnectionString = await ConnectionString(), Schema = schema, CommitWait = Patience, ExclusiveWait = Patience, FeedWait = Patience };

    /// <summary>The file of its socket; skips the test where there is no PostgreSQL.</summary>
    public async Task<string> Socket()
    {
        await ConnectionString();
        return (await instance.Value).Socket;
    }

    /// <summary>A schema's name that no other test has.</summary>
    public string NewSchema() => string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref schemas)}");

    /// <summary>Makes a database that no other test has, and says how to connect to it.</summary>
    public async Task<string> NewDatabase()
    {
        var name = NewSchema();
        await Run($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(await ConnectionString()) { Database = name }.ConnectionString;
    }

    /// <summary>Copies a database that nobody is connected to, as a backup does.</summary>
    /// <returns>The copy's name, for <see cref="PutBack"/>.</returns>
    public async Task<string> Copy(string database)
    {
        var name = NameOf(database) + "_copy";
        await Run($"CREATE DATABASE {name} TEMPLATE {NameOf(database)}");
        return name;
    }

    /// <summary>Puts a copy in the place of its database.</summary>
    public async Task PutBack(string database, string copy)
    {
        await Run($"DROP DATABASE {NameOf(database)} WITH (FORCE)");
        await Run($"ALTER DATABASE {copy} RENAME TO {NameOf(database)}");
        NpgsqlConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync()
    {
        if (instance.IsValueCreated)
        {
            await (await instance.Value).DisposeAsync();
        }
    }

    private static string NameOf(string database) => new NpgsqlConnectionStringBuilder(database).Database!;

    private async Task Run(string sql)
    {
        await using var source = NpgsqlDataSource.Create(await ConnectionString());
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
