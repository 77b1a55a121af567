using Npgsql;
using Personalization.Journal.Control.Postgres;
using Personalization.Journal.Erasures;
using Personalization.Journal.Residency;

namespace Personalization.Journal.Postgres.Ledger;

/// <summary>What a cluster keeps of subjects that are not there any more: who was erased, and who belongs to another region. A schema of its own, in the database of the events or in another one.</summary>
/// <remarks>No restore of the events may take it back: docs/guides/subject-requests.md says how it is kept apart.</remarks>
public sealed class PostgresLedger : IAsyncDisposable
{
    private readonly PostgresDatabase database;
    private readonly PostgresErasureLedger erasures;
    private readonly PostgresSubjectPins pins;

    private PostgresLedger(PostgresDatabase database, ErasureSecret secret, PostgresSubjectPins pins)
    {
        this.database = database;
        erasures = new PostgresErasureLedger(database, secret);
        this.pins = pins;
    }

    /// <summary>Who was erased.</summary>
    public IErasureLedger Erasures => erasures;

    /// <summary>Which subjects are pinned to which region.</summary>
    public ISubjectPins Pins => pins;

    /// <summary>The ledger's schema beside a schema of events.</summary>
    public static string SchemaBeside(string events) => events + "_ledger";

    /// <summary>Opens the ledger; makes it, with a secret of its own, where there is none.</summary>
    /// <param name="connectionString">As in <see cref="PostgresJournalOptions.ConnectionString"/>; the database may be another one than that of the events.</param>
    /// <param name="schema">The ledger's schema.</param>
    /// <param name="pinsMax">How many subjects may be pinned.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ArgumentException">The connection string or the schema's name cannot be used.</exception>
    /// <exception cref="DatabaseAwayException">The database does not answer, or does not let this role do what it needs.</exception>
    /// <exception cref="InvalidDataException">The schema was made by a newer program, or by other scripts; or the secret is none.</exception>
    public static async Task<PostgresLedger> Open(string connectionString, string schema, int pinsMax = Limits.SubjectPinsMax, CancellationToken cancellation = default)
    {
        var opened = new PostgresDatabase(connectionString, schema);
        try
        {
            var secret = await Prepare(opened, cancellation);
            var read = new PostgresSubjectPins(new ControlTables(opened), secret, pinsMax);
            await read.Refresh();
            return new PostgresLedger(opened, secret, read);
        }
        catch (Exception cause)
        {
            await opened.DisposeAsync();
            if (PostgresDatabase.IsAway(cause))
            {
                throw opened.Away(cause);
            }

            throw;
        }
    }

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        erasures.Dispose();
        pins.Dispose();
        await database.DisposeAsync();
    }

    private static async Task<ErasureSecret> Prepare(PostgresDatabase opened, CancellationToken cancellation)
    {
        await using var connection = await opened.OpenSingle(cancellation);
        await new Migrations(opened.Schema, Migration.Ledger).Run(connection, cancellation);
        await using var make = new NpgsqlCommand($"INSERT INTO {opened.Schema}.secret (bytes) VALUES ($1) ON CONFLICT DO NOTHING", connection)
        {
            Parameters = { new() { Value = ErasureSecret.New() } },
        };
        await make.ExecuteNonQueryAsync(cancellation);
        await using var read = new NpgsqlCommand($"SELECT bytes FROM {opened.Schema}.secret", connection);
        return ErasureSecret.Of((byte[])(await read.ExecuteScalarAsync(cancellation))!, $"What table {opened.Schema}.secret holds");
    }
}
