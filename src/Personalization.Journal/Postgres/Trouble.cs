using System.Net.Sockets;
using Npgsql;

namespace Personalization.Journal.Postgres;

/// <summary>What kind of error PostgreSQL or the way to it has reported. Codes: PostgreSQL 15 manual, appendix A.</summary>
internal static class Trouble
{
    private static readonly string[] PassingClasses =
    [
        "08", // connection exceptions
        "40", // serialization failure, deadlock
        "53", // out of disk, memory or connections
        "57P", // the server shuts down, crashed or starts up
    ];

    /// <summary>Whether trying again may help: the connection is gone, or the server says that it cannot just now.</summary>
    public static bool IsPassing(Exception cause) => cause switch
    {
        PostgresException told => PassingClasses.Any(told.SqlState.StartsWith) || told.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled,
        NpgsqlException => true,
        IOException or TimeoutException or SocketException => true,
        _ => false,
    };

    /// <summary>Whether the statement is known to have changed nothing: the server said so itself.</summary>
    public static bool IsRefusal(Exception cause) => cause is PostgresException { SqlState: var state } && !state.StartsWith("08", StringComparison.Ordinal) && !state.StartsWith("57P", StringComparison.Ordinal);

    /// <summary>Whether there is no partition for this moment.</summary>
    public static bool IsMissingPartition(Exception cause) => cause is PostgresException { SqlState: PostgresErrorCodes.CheckViolation };
}
