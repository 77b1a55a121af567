using Npgsql;

namespace Personalization.Journal.Postgres;

/// <summary>The database cannot be used as configured: it does not answer, or it does not let this role in.</summary>
public sealed class DatabaseAwayException : IOException
{
    /// <summary>Says which database and why; never the password.</summary>
    internal DatabaseAwayException(NpgsqlConnectionStringBuilder where, string schema, Exception cause)
        : base($"The database '{where.Database ?? where.Username}' at {where.Host}:{where.Port} cannot be used: {Reason(cause)} {Advice(where, schema, cause)}", cause)
    {
    }

    private static string Advice(NpgsqlConnectionStringBuilder where, string schema, Exception cause) => (cause as PostgresException)?.SqlState switch
    {
        PostgresErrorCodes.InsufficientPrivilege =>
            $"A server needs `GRANT CREATE ON DATABASE {where.Database ?? where.Username} TO {where.Username}` or `CREATE SCHEMA {schema} AUTHORIZATION {where.Username}`; whoever only reads needs USAGE and SELECT there.",
        PostgresErrorCodes.InvalidCatalogName => $"Make it with `CREATE DATABASE {where.Database ?? where.Username} OWNER {where.Username}`, or name another one.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "Check the user's name and password in the connection string.",
        _ => "Check that PostgreSQL runs there and that the connection string is right.",
    };

    private static string Reason(Exception cause) => (cause is PostgresException told ? told.MessageText : cause.InnerException?.Message ?? cause.Message).TrimEnd('.') + ".";
}
