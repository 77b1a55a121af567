using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Authoring;
using Personalization.Core.Subjects;
using Personalization.Gateway.Regions;
using Personalization.Gateway.Tests.Catalogs;
using Personalization.Hosting.Catalogs;
using Personalization.Hosting;
using Personalization.Journal.Control.Sqlite;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class ControlWatchTests : IDisposable
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
        using var watch = new ControlWatch(control, new TenantRegions(control, RegionMap.None), catalogs, TimeProvider.System, NullLogger<ControlWatch>.Instance);
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

    [Fact]
    public async Task A_pin_of_another_process_counts_without_being_asked_for()
    {
        using var control = Open();
        using var other = Open();
        using var catalogs = new StoredCatalogs(control, null);
        await other.Tenants.Ensure(Acme);
        await other.Tenants.Pin(Acme, "us");
        var regions = new TenantRegions(control, RegionMap.None with { Own = "eu" });
        using var watch = new ControlWatch(control, regions, catalogs, TimeProvider.System, NullLogger<ControlWatch>.Instance);

        await watch.StartingAsync(Cancellation);
        Assert.Equal("us", regions.Find(Acme)?.Name);

        await watch.StartAsync(Cancellation);
        foreach (var region in (string?[])[null, "asia", "eu", "us"])
        {
            Assert.Null(await other.Tenants.Pin(Acme, region));
            while (regions.Find(Acme)?.Name != (region == "eu" ? null : region))
            {
                Cancellation.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        await watch.StopAsync(Cancellation);
    }

    private SqliteControlStore Open() => SqliteControlStore.Open(folder.FullName, TimeProvider.System);
}
