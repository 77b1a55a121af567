using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.HostContract.Control;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Control;
using Personalization.Journal.Control.Postgres;
using Personalization.Journal.Control.Sqlite;

namespace Personalization.Journal.Tests.Postgres;

public sealed class ControlImportTests(PostgresServer server) : IDisposable
{
    private static readonly TenantId Acme = new("acme/production"), Other = new("other/production");
    private readonly TemporaryFolder folder = new();
    private readonly ControlClock clock = new();
    private readonly string schema = server.NewSchema();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Everything_of_a_data_folder_is_taken_over_and_the_file_put_away()
    {
        var (good, revoked) = await Fill();
        await using var store = await Open();

        Assert.Equal(new ControlImport(Tenants: 2, Keys: 2, Catalogs: 20, DeadLetters: 40), await ControlImport.Run(store, folder.Path));

        Assert.Equal([(Acme, "eu"), (Other, null)], (await store.Tenants.List()).Select(one => (one.Id, one.Region)));
        Assert.Equal(good.Key, store.KeyDirectory.Find(good.Text));
        Assert.Null(store.KeyDirectory.Find(revoked.Text));
        Assert.Equal("key_taken", (await store.Keys.Import(Acme, KeyScopes.All, "", revoked.Text)).Problem?.Code);
        Assert.Equal([(Acme, "h19")], (await store.Catalogs.AllActive()).Select(one => (one.Tenant, one.Hash)));
        Assert.Equal(Enumerable.Range(0, 20).Select(at => $"h{at}").Reverse(), (await store.Catalogs.Activations(Acme, 100)).Select(one => one.Hash));
        Assert.Equal([7], await store.Catalogs.LoadBundle(Acme, "h7"));
        Assert.Equal((40, 0), await store.DeadLetters.Count(Acme));
        Assert.Equal(["m0", "m1"], (await store.DeadLetters.ReadOldest(Acme, 0, 2)).Select(one => one.Letter.MessageId));
        Assert.Equal([folder.File(ControlImport.DoneName)], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_database_with_a_tenant_takes_nothing_over()
    {
        await Fill();
        await using var store = await Open();
        await store.Tenants.Create(new TenantId("here/first"));

        Assert.Null(await ControlImport.Run(store, folder.Path));

        Assert.Single(await store.Tenants.List());
        Assert.True(File.Exists(folder.File("control.db")));
    }

    [Fact]
    public async Task A_folder_without_a_file_has_nothing_to_take_over()
    {
        await using var store = await Open();
        Assert.Null(await ControlImport.Run(store, folder.Path));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private async Task<(CreatedKey Good, CreatedKey Revoked)> Fill()
    {
        using var file = SqliteControlStore.Open(folder.Path, clock);
        await file.Tenants.Create(Acme);
        await file.Tenants.Create(Other);
        await file.Tenants.Pin(Acme, "eu");
        var good = (await file.Keys.Create(Acme, KeyScopes.Ingest, "good")).Created!;
        var revoked = (await file.Keys.Create(Acme, KeyScopes.All, "revoked")).Created!;
        await file.Keys.Revoke(revoked.Key.Id);
        for (var at = 0; at < 20; at++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await file.Catalogs.Publish(Acme, $"h{at}", new byte[] { (byte)at }, new CatalogActivator("k1"));
        }

        await file.DeadLetters.Add([.. Enumerable.Range(0, 40).Select(at => new DeadLetter(Acme, new Instant(at), $"m{at}", new Problem("c", "/p", "m"), "{}"))]);
        return (good, revoked);
    }

    private async Task<PostgresControlStore> Open() =>
        await PostgresControlStore.Open(new PostgresControlOptions { ConnectionString = await server.ConnectionString(), Schema = schema }, clock, Cancellation);
}
