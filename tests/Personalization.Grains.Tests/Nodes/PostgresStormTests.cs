using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres;

namespace Personalization.Grains.Tests.Nodes;

public sealed class PostgresStormTests(PostgresServer server)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Nothing_that_was_acknowledged_is_lost_and_nothing_is_applied_twice(int seed)
    {
        var options = await server.Options(server.NewSchema());
        await using var snapshots = await PostgresSnapshots.Open(options.ConnectionString, options.Schema, TestContext.Current.CancellationToken);
        await new Storm(async () => await PostgresJournal.Open(options, TestContext.Current.CancellationToken), snapshots, rounds: 10).Pass(seed);
    }
}
