using Npgsql;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres.Cluster;
using Personalization.Silo.Tests.Support;

namespace Personalization.Silo.Tests;

/// <summary>A silo that the others have given up.</summary>
public sealed class DeadSiloTests(PostgresServer postgres)
{
    [Fact]
    public async Task A_silo_that_learns_that_it_was_declared_dead_says_so_in_one_line_and_ends_with_1()
    {
        await using var cluster = await TestCluster.Make(postgres);
        var silo = await cluster.Start();

        await Bury(cluster.Database);
        var exitCode = await silo.Ended();

        var error = Assert.Single((await silo.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"error: The other silos have declared this one (127.0.0.1:{cluster.SiloPorts[0]}) dead", error, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    /// <summary>Writes into the table of members what the others write there.</summary>
    private static async Task Bury(string database)
    {
        await using var source = NpgsqlDataSource.Create(new ClusterSchema(database).ConnectionString);
        await using var command = source.CreateCommand($"UPDATE OrleansMembershipTable SET Status = {(int)SiloStatus.Dead}; UPDATE OrleansMembershipVersionTable SET Version = Version + 1");
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
