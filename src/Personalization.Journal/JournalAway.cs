using System.Net.Sockets;
using Npgsql;
using Personalization.Journal.Postgres;

namespace Personalization.Journal;

/// <summary>Tells an error of a database that is away for a moment from one that stays: what was asked of the journal or of snapshots may then be asked again.</summary>
public static class JournalAway
{
    /// <summary>
    /// Whether the database or the way to it is behind an error, and trying again may help. A commit that fails is not among them (<see cref="JournalFailedException"/>), nor is a
    /// file that cannot be read.
    /// </summary>
    public static bool IsBehind(Exception error) => error is NpgsqlException or SocketException or DatabaseAwayException && Trouble.IsPassing(error);
}
