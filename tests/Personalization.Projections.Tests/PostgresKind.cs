using Npgsql;
using Personalization.HostContract.Postgres;
using Personalization.Journal;
using Personalization.Journal.Postgres;
using Personalization.Projections.Stores;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Personalization.Projections.Tests;

/// <summary>A schema of its own for one test.</summary>
public sealed class PostgresKind(PostgresServer server) : IProjectionKind
{
    public string Schema { get; } = server.NewSchema();

    public async ValueTask<IJournal> OpenJournal() => await PostgresJournal.Open(await server.Options(Schema));

    public async ValueTask<IProjectionStore> OpenStore() => await PostgresProjectionStore.Open(await server.ConnectionString(), Schema);

    public Task BreakRows(bool isBroken) => Execute(
        isBroken
            ? $"""
              CREATE FUNCTION {Schema}.broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the disk is broken'; END $$;
              CREATE TRIGGER broken BEFORE INSERT ON {Schema}.projection_row EXECUTE FUNCTION {Schema}.broken()
              """
            : $"DROP TRIGGER broken ON {Schema}.projection_row");

    public async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The schema goes with the server.</summary>
    public ValueTask DisposeAsync() => default;

    public async Task<NpgsqlConnection> Connect()
    {
        var connection = new NpgsqlConnection(await server.ConnectionString());
        await connection.OpenAsync();
        return connection;
    }
}
