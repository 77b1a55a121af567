using Npgsql;

namespace Personalization.Journal.Postgres;

/// <summary>The database cannot be used as configured: it does not answer, or it does not let this role in.</summary>
public sealed class DatabaseAwayException : IOException
{
    /// <summary>Says which database and why; never the password.</summary>
    internal DatabaseAwayException(NpgsqlConnectionStringBuilder where, Exception cause)
        : base($"The database '{where.Database ?? where.Username}' at {where.Host}:{where.Port} cannot be used: {Reason(cause)} Check that PostgreSQL runs there and that the connection string is right.", cause)
    {
    }

    private static string Reason(Exception cause) => (cause is PostgresException told ? told.MessageText : cause.InnerException?.Message ?? cause.Message).TrimEnd('.') + ".";
}
