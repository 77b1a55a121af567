using System.Globalization;
using Npgsql;

namespace Personalization.Journal.Postgres;

/// <summary>The fence of the embedded host: an advisory lock of the session, gone with its connection.</summary>
internal static class SchemaLock
{
    /// <summary>Takes the lock, waiting for a server that is just ending.</summary>
    /// <exception cref="SchemaHeldException">Another server holds it.</exception>
    public static async Task Take(NpgsqlConnection connection, SchemaName schema, TimeSpan wait, CancellationToken cancellation)
    {
        var milliseconds = Math.Max(1, (long)wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        try
        {
            await using var take = new NpgsqlCommand($"SET lock_timeout = {milliseconds}; SELECT pg_advisory_lock({Key(schema)}); RESET lock_timeout", connection);
            await take.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new SchemaHeldException(schema.Name, await Holder(connection, schema, cancellation));
        }
    }

    private static string Key(SchemaName schema) => $"hashtextextended('{schema.Name} exclusive', 0)";

    /// <summary>Who holds it, as far as this role may see.</summary>
    private static async Task<string> Holder(NpgsqlConnection connection, SchemaName schema, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(
            $"""
            SELECT format('%s, process %s of the database, from %s', coalesce(nullif(a.application_name, ''), 'unnamed'), l.pid, coalesce(host(a.client_addr), 'this machine'))
            FROM pg_locks AS l LEFT JOIN pg_stat_activity AS a USING (pid)
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND (l.classid::bigint << 32 | l.objid::bigint) = {Key(schema)}
            """,
            connection);
        return (string?)await ask.ExecuteScalarAsync(cancellation) ?? "it let go this moment; try again";
    }
}
