using System.Net;
using Personalization.Core.Subjects;
using Personalization.Gateway.Tests.Support;
using Personalization.HostContract.Postgres;
using Personalization.Hosting.Catalogs;
using Personalization.Journal.Control;
using Personalization.Journal.Control.Sqlite;
using Personalization.Server.Hosting;
using Personalization.Server.Keys;
using Personalization.Server.Settings;

namespace Personalization.Gateway.Tests.Hosting;

/// <summary>A server whose tenants, keys and catalogs are in PostgreSQL.</summary>
public sealed class PostgresControlTests(PostgresServer postgres) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gateway-").FullName;
    private ServerSettings? made;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_first_start_makes_a_key_and_the_catalog_and_another_start_finds_both()
    {
        var settings = await Settings();
        string key;
        await using (var stores = await Stores.Open(settings, CatalogFolder.Load(null)))
        {
            Assert.NotNull(await FirstKey.Ensure(stores.Control, settings));
            await stores.Catalogs.Refresh();
            key = (await File.ReadAllTextAsync(FirstKey.PathIn(folder), TestContext.Current.CancellationToken)).Trim();
        }

        await using var again = await Stores.Open(settings, null);
        Assert.Null(await FirstKey.Ensure(again.Control, settings));
        await again.Catalogs.Refresh();

        Assert.Equal(FirstKey.Tenant, again.Control.KeyDirectory.Find(key)?.Tenant);
        Assert.True(again.Catalogs.TryGetActive(FirstKey.Tenant, out _));
        Assert.False(File.Exists(Path.Combine(folder, SqliteControlStore.FileName)));
    }

    [Fact]
    public async Task What_a_server_with_a_data_folder_kept_goes_along_to_the_database()
    {
        CreatedKey? key;
        using (var file = SqliteControlStore.Open(folder, TimeProvider.System))
        {
            await file.Tenants.Ensure(new TenantId("acme/production"));
            (_, key) = await file.Keys.Create(new TenantId("acme/production"), KeyScopes.All, "");
        }

        await using (var stores = await Stores.Open(await Settings(), null))
        {
            Assert.Equal(key!.Key, stores.Control.KeyDirectory.Find(key.Text));
            Assert.Contains("control.db.imported now: tenants 1, keys 1, catalog versions 0, dead letters 0.", stores.Note, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_database_that_is_away_is_told_as_503_and_not_as_a_fault_of_the_call()
    {
        Assert.SkipWhen(PostgresInstance.Missing is not null, PostgresInstance.Missing ?? "");
        await using var instance = await PostgresInstance.Start(isSynced: false);
        await using var server = await GatewayServer.On(folder, postgres: instance.ConnectionString);
        await instance.Stop();

        var keys = await server.Http.Get("/v1/keys");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not_ready"), (keys.Status, keys.Code));
        var versions = await Assert.ThrowsAsync<Personalization.Grpc.RpcException>(async () => await server.Grpc.UnaryAsync(
            Personalization.Grpc.V1.Catalog.Versions, new Personalization.Grpc.V1.CatalogVersionsRequest(), cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(Personalization.Grpc.StatusCode.Unavailable, versions.Code);
        await instance.Start();
    }

    private async Task<ServerSettings> Settings() => made ??= new ServerSettings
    {
        Http = new IPEndPoint(IPAddress.Loopback, 0), Grpc = new IPEndPoint(IPAddress.Loopback, 0), Data = folder, Postgres = await postgres.NewDatabase(),
    };
}
