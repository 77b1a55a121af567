using System.Text;
using Npgsql;
using Personalization.Core.Subjects;
using Personalization.Journal.Audit.Chains;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Audit.Postgres;

/// <summary>The chains beside the journal's tables in PostgreSQL, for any number of servers. Described in <c>docs/formats/audit.md</c>.</summary>
/// <remarks>
/// Salts hang on their subjects: whoever erases a subject, in whatever process, takes them in the same transaction, and a sealer that has read the subject's decisions before seals
/// them without. Where the database is away, calls end with an exception of Npgsql's (<see cref="JournalAway"/>).
/// </remarks>
public sealed class PostgresAuditStore : IAuditStore, IAsyncDisposable
{
    private const string ChainMoved = "PA001";

    private readonly PostgresDatabase database;
    private readonly string selectSealed, selectState, selectBlock, selectSalts, erase, seal;

    private PostgresAuditStore(PostgresDatabase database)
    {
        this.database = database;
        var schema = database.Schema;
        selectSealed = $"SELECT position FROM {schema}.audit_sealed";
        selectState = $"SELECT m.position, c.tenant, c.block, c.decisions, c.position, c.link FROM {schema}.audit_sealed AS m LEFT JOIN {schema}.audit_chain AS c ON true";
        selectBlock =
            $"""
            SELECT number, first_decision, last_decision, first_position, last_position, positions, digests, previous, link, checksum
            FROM {schema}.audit_block WHERE tenant = $1
            """;
        selectSalts = $"SELECT position, salt FROM {schema}.audit_salt WHERE position = ANY ($1)";
        erase = $"DELETE FROM {schema}.audit_salt AS a USING {schema}.subject AS s WHERE s.id = a.subject AND s.tenant = $1 AND a.position = ANY ($2)";
        seal = $"SELECT {schema}.seal_decisions({string.Join(", ", Enumerable.Range(1, 24).Select(at => $"${at}"))})";
    }

    /// <summary>Where it is, for people: host, database and schema.</summary>
    public string Place => database.Place;

    /// <summary>Opens the chains of a schema; brings the schema up to date.</summary>
    /// <param name="connectionString">As in <see cref="PostgresJournalOptions.ConnectionString"/>.</param>
    /// <param name="schema">As in <see cref="PostgresJournalOptions.Schema"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ArgumentException">The connection string or the schema's name cannot be used.</exception>
    /// <exception cref="DatabaseAwayException">The database does not answer, or does not let this role do what it needs.</exception>
    /// <exception cref="InvalidDataException">The schema was made by a newer program, or by other scripts.</exception>
    public static Task<PostgresAuditStore> Open(string connectionString, string schema = PostgresJournalOptions.DefaultSchema, CancellationToken cancellation = default) =>
        Open(new PostgresDatabase(connectionString, schema), static (opened, stop) => opened.Migrate(stop), cancellation);

    /// <summary>Opens the chains of a schema for reading only: changes nothing, and needs no right but to select.</summary>
    /// <param name="connectionString">As in <see cref="PostgresJournalOptions.ConnectionString"/>.</param>
    /// <param name="schema">As in <see cref="PostgresJournalOptions.Schema"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ArgumentException">The connection string or the schema's name cannot be used.</exception>
    /// <exception cref="DatabaseAwayException">The database does not answer, or does not let this role read.</exception>
    /// <exception cref="SchemaMissingException">The database holds no journal.</exception>
    /// <exception cref="InvalidDataException">The schema was made by an older or a newer program, or by other scripts.</exception>
    public static Task<PostgresAuditStore> OpenReader(string connectionString, string schema = PostgresJournalOptions.DefaultSchema, CancellationToken cancellation = default) =>
        Open(new PostgresDatabase(connectionString, schema, isReader: true), static (opened, stop) => opened.CheckReady(stop), cancellation);

    /// <inheritdoc/>
    public async ValueTask<long> ReadSealed(CancellationToken cancellation)
    {
        await using var command = database.Command(selectSealed);
        return await command.ExecuteScalarAsync(cancellation) is long position ? position : throw MarkGone();
    }

    /// <inheritdoc/>
    public async ValueTask<AuditState> ReadState(CancellationToken cancellation)
    {
        var heads = new List<ChainHead>();
        long? position = null;
        await using var command = database.Command(selectState);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            position = row.GetInt64(0);
            if (!await row.IsDBNullAsync(1, cancellation))
            {
                heads.Add(new ChainHead(new TenantId(row.GetString(1)), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), ReadLink(row, 5)));
            }
        }

        return new AuditState(position ?? throw MarkGone(), heads);
    }

    /// <inheritdoc/>
    public async ValueTask<AuditBlock?> ReadBlock(TenantId tenant, long number, CancellationToken cancellation)
    {
        await using var command = database.Command($"{selectBlock} AND number = $2").With(tenant.Value).With(number);
        return await Read(command, tenant, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<AuditBlock?> ReadLastBlock(TenantId tenant, CancellationToken cancellation)
    {
        await using var command = database.Command($"{selectBlock} ORDER BY number DESC LIMIT 1").With(tenant.Value);
        return await Read(command, tenant, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> Save(long after, long sealedPosition, IReadOnlyList<AuditBlock> blocks, CancellationToken cancellation)
    {
        await using var command = new SealedBlocks(after, blocks).AddTo(database.Command(seal).With(after).With(sealedPosition));
        try
        {
            return (bool)(await command.ExecuteScalarAsync(cancellation))!;
        }
        catch (PostgresException moved) when (moved.SqlState == ChainMoved)
        {
            throw new AuditDamagedException("A chain does not end where its last block does: rows were deleted or changed.", moved);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> Erase(TenantId tenant, IReadOnlyCollection<long> positions, CancellationToken cancellation)
    {
        await using var command = database.Command(erase).With(tenant.Value).With(positions.ToArray());
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static async Task<PostgresAuditStore> Open(PostgresDatabase opened, Func<PostgresDatabase, CancellationToken, Task> prepare, CancellationToken cancellation)
    {
        try
        {
            await prepare(opened, cancellation);
            return new PostgresAuditStore(opened);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    private async ValueTask<AuditBlock?> Read(NpgsqlCommand command, TenantId tenant, CancellationToken cancellation)
    {
        PackedBlock packed;
        await using (var row = await command.ExecuteReaderAsync(cancellation))
        {
            if (!await row.ReadAsync(cancellation))
            {
                return null;
            }

            packed = new PackedBlock(
                Encoding.UTF8.GetBytes(tenant.Value), [.. Enumerable.Range(0, PackedBlock.NumbersPerBlock).Select(row.GetInt64)], row.GetFieldValue<byte[]>(5), [],
                row.GetFieldValue<byte[]>(6), row.GetFieldValue<byte[]>(7), row.GetFieldValue<byte[]>(8));
            packed.Check(row.GetInt64(9));
        }

        return (packed with { Salts = await ReadSalts(packed.ReadPositions(), cancellation) }).Unpack();
    }

    /// <summary>Zeros where there is none any more.</summary>
    private async ValueTask<byte[]> ReadSalts(long[] positions, CancellationToken cancellation)
    {
        var salts = new byte[positions.Length * LeafDigest.SaltBytes];
        await using var command = database.Command(selectSalts).With(positions);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            row.GetFieldValue<byte[]>(1).CopyTo(salts, Array.BinarySearch(positions, row.GetInt64(0)) * LeafDigest.SaltBytes);
        }

        return salts;
    }

    private static AuditHash ReadLink(NpgsqlDataReader row, int column)
    {
        var bytes = row.GetFieldValue<byte[]>(column);
        return bytes.Length == AuditHash.Bytes ? AuditHash.Read(bytes) : throw new AuditDamagedException("The head of a chain has no hash of 32 bytes.");
    }

    private static AuditDamagedException MarkGone() => new("The mark of what is sealed is gone.");
}
