using Personalization.HostContract.Control;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Control;
using Personalization.Journal.Control.Postgres;

namespace Personalization.Journal.Tests.Postgres;

public sealed class PostgresControlContract(PostgresServer server) : ControlContract
{
    private readonly string schema = server.NewSchema();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected override async ValueTask<IControlStore> Open() => await PostgresControlStore.Open(
        new PostgresControlOptions { ConnectionString = await server.ConnectionString(), Schema = schema, DeadLettersMax = DeadLettersMax }, Clock, Cancellation);

    protected override async Task Notice(Func<bool> isNoticed)
    {
        while (!isNoticed())
        {
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
