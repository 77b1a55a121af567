using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Tests.Postgres;

/// <summary>The contract with tiny limits: commits of a call or two, pages of two events, and a memory of ids that holds hardly any.</summary>
public sealed class TinyPostgresJournalContract(PostgresServer server) : JournalContract
{
    private string schema = server.NewSchema();

    protected override ValueTask StartOver()
    {
        schema = server.NewSchema();
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask<IJournal> Open() => await PostgresJournal.Open(
        await server.Options(schema) with { CommitBytesMax = 256, QueueEventsMax = 10, PageEvents = 2, SeenEventsMax = 1 });
}
