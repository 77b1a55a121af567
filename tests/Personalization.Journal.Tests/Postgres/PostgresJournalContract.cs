using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Personalization.Journal.Tests.Postgres;

/// <summary>The contract with the limits of production.</summary>
public sealed class PostgresJournalContract(PostgresServer server) : JournalContract
{
    private string schema = server.NewSchema();

    protected override ValueTask StartOver()
    {
        schema = server.NewSchema();
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask<IJournal> Open() =>
        await PostgresJournal.Open(await server.Options(schema) with { Exclusive = true });
}
