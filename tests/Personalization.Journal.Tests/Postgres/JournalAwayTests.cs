using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Personalization.Journal.Tests.Postgres;

public sealed class JournalAwayTests
{
    public static TheoryData<Exception> Passing =>
        [new NpgsqlException("the connection is gone"), new SocketException(), Told("57P01"), Told("57P03"), Told("53300"), Told("40P01")];

    public static TheoryData<Exception> Staying =>
        [new IOException("a file"), new SqliteException("a file", 10), Told("42601"), Told("22003"), new JournalFailedException(new IOException("a commit")), new TimeoutException(), new InvalidOperationException()];

    [Theory]
    [MemberData(nameof(Passing))]
    public void A_database_that_is_away_for_a_moment_is_behind_it(Exception error) => Assert.True(JournalAway.IsBehind(error));

    [Theory]
    [MemberData(nameof(Staying))]
    public void What_stays_is_no_reason_to_ask_again(Exception error) => Assert.False(JournalAway.IsBehind(error));

    private static PostgresException Told(string code) => new("told", "FATAL", "FATAL", code);
}
