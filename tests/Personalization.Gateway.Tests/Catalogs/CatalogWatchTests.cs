using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Authoring;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;
using Personalization.Journal.Control.Sqlite;
using Personalization.Hosting.Catalogs;

namespace Personalization.Gateway.Tests.Catalogs;

public sealed class CatalogWatchTests : IDisposable
{
    private static readonly TenantId Acme = new("acme/production");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("catalogs-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_another_process_publishes_is_decided_by_without_being_asked_for()
    {
        using var control = Open();
        using var other = Open();
        using var catalogs = new StoredCatalogs(control, null);
        using var watch = new CatalogWatch(control, catalogs, TimeProvider.System, NullLogger<CatalogWatch>.Instance);
        await watch.StartAsync(Cancellation);
        var bundle = CatalogLoader.LoadFiles(Packing.Catalog("published")).Bundle!;
        await other.Tenants.Ensure(Acme);
        Assert.Null(await other.Catalogs.Publish(Acme, new string('f', 64), "{}"u8.ToArray(), new CatalogActivator("k1")));
        Assert.Null(await other.Catalogs.Publish(Acme, bundle.Hash.Value, bundle.Json, new CatalogActivator("k1")));

        while (!catalogs.TryGetActive(Acme, out _))
        {
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await watch.StopAsync(Cancellation);
    }

    private SqliteControlStore Open() => SqliteControlStore.Open(folder.FullName, TimeProvider.System);
}
