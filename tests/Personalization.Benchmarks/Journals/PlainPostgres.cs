using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Personalization.Benchmarks.Journals;

/// <summary>The same rows, put into a table with the same columns and indexes, without heads, claims or fences.</summary>
internal sealed class PlainPostgres(string connectionString) : IAsyncDisposable
{
    private readonly EventBatches batches = new();
    private NpgsqlConnection? connection;
    private int transaction;

    /// <summary>One INSERT over arrays per batch.</summary>
    public Task<double> Insert(TimeSpan duration) => Run(duration, async rows =>
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO plain SELECT s, v, now(), pg_current_xact_id(), h, o - 1, t, p FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY AS one (s, v, h, t, p, o)", connection)
        {
            Parameters =
            {
                new() { Value = Column(rows, row => row.Subject) },
                new() { Value = Column(rows, row => row.Version) },
                new() { Value = Column(rows, row => row.IdHash) },
                new() { Value = Column(rows, row => row.Type) },
                new() { Value = Column(rows, row => row.Payload) },
            },
        };
        await command.ExecuteNonQueryAsync();
    });

    /// <summary>One binary COPY per batch.</summary>
    public Task<double> Copy(TimeSpan duration) => Run(duration, async rows =>
    {
        var (now, xid, ordinal) = (DateTime.UtcNow, (ulong)Interlocked.Increment(ref transaction), 0);
        await using var copy = await connection!.BeginBinaryImportAsync("COPY plain FROM STDIN (FORMAT binary)");
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(row.Subject);
            await copy.WriteAsync(row.Version);
            await copy.WriteAsync(now, NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(xid, NpgsqlDbType.Xid8);
            await copy.WriteAsync(row.IdHash);
            await copy.WriteAsync(ordinal++);
            await copy.WriteAsync(row.Type);
            await copy.WriteAsync(row.Payload);
        }

        await copy.CompleteAsync();
    });

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    private static T[] Column<T>(PlainRow[] rows, Func<PlainRow, T> of) => Array.ConvertAll(rows, row => of(row));

    /// <summary>Rows are made while the batch before is on its way, as the journal's callers do.</summary>
    private async Task<double> Run(TimeSpan duration, Func<PlainRow[], Task> insert)
    {
        connection ??= await Open();
        var (clock, inserted) = (Stopwatch.StartNew(), 0L);
        var next = Task.Run(() => batches.Rows().ToArray());
        while (clock.Elapsed < duration)
        {
            var rows = await next;
            next = Task.Run(() => batches.Rows().ToArray());
            await insert(rows);
            inserted += rows.Length;
        }

        var rate = inserted / clock.Elapsed.TotalSeconds;
        await next;
        return rate;
    }

    private async Task<NpgsqlConnection> Open()
    {
        var opened = new NpgsqlConnection(connectionString);
        await opened.OpenAsync();
        await using var create = new NpgsqlCommand(
            """
            CREATE TABLE plain (subject bigint NOT NULL, version bigint NOT NULL, recorded timestamptz NOT NULL, xid xid8 NOT NULL,
                event_id_hash bigint NOT NULL, ordinal integer NOT NULL, type smallint NOT NULL, payload bytea NOT NULL,
                PRIMARY KEY (subject, version, recorded)) PARTITION BY RANGE (recorded);
            CREATE INDEX plain_feed ON plain (xid, ordinal);
            CREATE TABLE plain_now PARTITION OF plain FOR VALUES FROM ('2020-01-01') TO ('2120-01-01');
            """,
            opened);
        await create.ExecuteNonQueryAsync();
        return opened;
    }
}
