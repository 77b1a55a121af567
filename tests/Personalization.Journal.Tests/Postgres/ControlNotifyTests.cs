using Npgsql;
using Personalization.Core.Subjects;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Control;
using Personalization.Journal.Control.Postgres;

namespace Personalization.Journal.Tests.Postgres;

/// <summary>Whoever listens is woken by a change, and finds it: nobody waits for the next look.</summary>
public sealed class ControlNotifyTests(PostgresServer server)
{
    private static readonly TenantId Acme = new("acme/production");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task An_activation_wakes_who_listens_once_it_can_be_read()
    {
        var database = await server.NewDatabase();
        await using var store = await PostgresControlStore.Open(new PostgresControlOptions { ConnectionString = database }, TimeProvider.System, Cancellation);
        await store.Tenants.Ensure(Acme);
        await store.Catalogs.Publish(Acme, "h-1", new byte[] { 1 }, new CatalogActivator("k"));
        await store.Catalogs.Publish(Acme, "h-2", new byte[] { 2 }, new CatalogActivator("k"));

        await using var listener = new NpgsqlConnection(database);
        await listener.OpenAsync(Cancellation);
        await using (var listen = new NpgsqlCommand($"LISTEN {ControlTables.Channel}", listener))
        {
            await listen.ExecuteNonQueryAsync(Cancellation);
        }

        Assert.True(await store.Catalogs.Activate(Acme, "h-1", new CatalogActivator("k")));
        await listener.WaitAsync(Cancellation);
        await using var active = new NpgsqlCommand("SELECT hash FROM personalization.active_catalog", listener);
        Assert.Equal("h-1", await active.ExecuteScalarAsync(Cancellation));
    }
}
