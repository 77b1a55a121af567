using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Personalization.Benchmarks.Journals;

/// <summary>The same bytes in plain SQLite with the journal's settings: write-ahead log, synced at every commit.</summary>
internal sealed class PlainSqlite : IDisposable
{
    private readonly EventBatches batches = new();
    private readonly SqliteConnection connection;
    private long commits;

    public PlainSqlite(string file)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        Execute(
            """
            PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
            CREATE TABLE event (subject INTEGER, version INTEGER, id_hash INTEGER, type INTEGER, payload BLOB);
            CREATE UNIQUE INDEX event_version ON event (subject, version);
            CREATE UNIQUE INDEX event_id ON event (subject, id_hash);
            CREATE TABLE packed (id INTEGER PRIMARY KEY, payload BLOB);
            """);
    }

    /// <summary>A row per event, with a unique index on version and one on id.</summary>
    public async Task<double> RowPerEvent(TimeSpan duration)
    {
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO event VALUES ($s, $v, $h, $t, $p)";
        SqliteParameter[] values = [.. "svhtp".Select(name => insert.Parameters.Add(new SqliteParameter("$" + name, null)))];
        return await Run(duration, rows =>
        {
            foreach (var row in rows)
            {
                (values[0].Value, values[1].Value, values[2].Value, values[3].Value, values[4].Value) = (row.Subject, row.Version, row.IdHash, row.Type, row.Payload);
                insert.ExecuteNonQuery();
            }
        });
    }

    /// <summary>A row per commit.</summary>
    public async Task<double> RowPerCommit(TimeSpan duration)
    {
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO packed VALUES ($i, $p)";
        var (id, payload) = (insert.Parameters.Add(new SqliteParameter("$i", null)), insert.Parameters.Add(new SqliteParameter("$p", null)));
        return await Run(duration, rows =>
        {
            (id.Value, payload.Value) = (++commits, rows.SelectMany(row => row.Payload).ToArray());
            insert.ExecuteNonQuery();
        });
    }

    public void Dispose() => connection.Dispose();

    private async Task<double> Run(TimeSpan duration, Action<PlainRow[]> insert)
    {
        var (clock, inserted) = (Stopwatch.StartNew(), 0L);
        var next = Task.Run(() => batches.Rows().ToArray());
        while (clock.Elapsed < duration)
        {
            var rows = await next;
            next = Task.Run(() => batches.Rows().ToArray());
            Execute("BEGIN IMMEDIATE");
            insert(rows);
            Execute("COMMIT");
            inserted += rows.Length;
        }

        var rate = inserted / clock.Elapsed.TotalSeconds;
        await next;
        return rate;
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
