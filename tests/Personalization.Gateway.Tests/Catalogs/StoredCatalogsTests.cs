using Personalization.Authoring;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;
using Personalization.Journal.Control.Sqlite;
using Personalization.Hosting.Catalogs;

namespace Personalization.Gateway.Tests.Catalogs;

public sealed class StoredCatalogsTests : IAsyncLifetime
{
    private static readonly TenantId Acme = new("acme/production");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("catalogs-");
    private readonly SqliteControlStore control;

    public StoredCatalogsTests()
    {
        control = SqliteControlStore.Open(folder.FullName, TimeProvider.System);
    }

    public async ValueTask InitializeAsync() => await control.Tenants.Ensure(Acme);

    public ValueTask DisposeAsync()
    {
        control.Dispose();
        folder.Delete(recursive: true);
        return default;
    }

    [Fact]
    public async Task What_another_process_activates_is_taken_up()
    {
        var (first, second) = (Load("first"), Load("second"));
        using var catalogs = new StoredCatalogs(control, null);
        await catalogs.Refresh();
        Assert.Null(await catalogs.Publish(Acme, first.Catalog!, first.Bundle!, new CatalogActivator("k1")));
        using (var other = SqliteControlStore.Open(folder.FullName, TimeProvider.System))
        {
            Assert.Null(await other.Catalogs.Publish(Acme, second.Bundle!.Hash.Value, second.Bundle.Json, new CatalogActivator("k2")));
        }

        Assert.Equal(first.Bundle!.Hash, Active(catalogs));
        await catalogs.Refresh();
        Assert.Equal(second.Bundle.Hash, Active(catalogs));
    }

    [Fact]
    public async Task A_stored_catalog_with_another_content_than_its_name_says_is_named_and_never_decided_with()
    {
        var (published, other) = (Load("first").Bundle!, Load("second").Bundle!);
        Assert.Null(await control.Catalogs.Publish(Acme, published.Hash.Value, other.Json, new CatalogActivator("k1")));
        using var catalogs = new StoredCatalogs(control, null);
        Assert.Contains("The control store is damaged: the stored catalog", (await Assert.ThrowsAsync<InvalidDataException>(catalogs.Refresh)).Message, StringComparison.Ordinal);
        Assert.False(catalogs.TryGetActive(Acme, out _));
    }

    [Fact]
    public async Task A_tenant_that_another_process_makes_gets_the_first_catalog()
    {
        using var catalogs = new StoredCatalogs(control, Load("seed").Bundle);
        await catalogs.Refresh();
        var late = new TenantId("late/production");
        using (var other = SqliteControlStore.Open(folder.FullName, TimeProvider.System))
        {
            await other.Tenants.Ensure(late);
        }

        await catalogs.Refresh();
        Assert.True(catalogs.TryGetActive(late, out _));
    }

    [Fact]
    public async Task A_catalog_that_cannot_be_read_is_told_and_the_one_before_goes_on()
    {
        using var catalogs = new StoredCatalogs(control, Load("good").Bundle);
        await catalogs.Refresh();
        var good = Active(catalogs);
        using (var newer = SqliteControlStore.Open(folder.FullName, TimeProvider.System))
        {
            Assert.Null(await newer.Catalogs.Publish(Acme, new string('f', 64), "{}"u8.ToArray(), new CatalogActivator("k1")));
        }

        await Assert.ThrowsAsync<InvalidDataException>(catalogs.Refresh);
        Assert.Equal(good, Active(catalogs));
    }

    [Fact]
    public async Task A_catalog_that_cannot_be_read_holds_up_no_other_tenants()
    {
        var (first, second) = (Load("first"), Load("second"));
        var other = new TenantId("other/production");
        await control.Tenants.Ensure(other);
        using var catalogs = new StoredCatalogs(control, first.Bundle);
        await catalogs.Refresh();
        using (var newer = SqliteControlStore.Open(folder.FullName, TimeProvider.System))
        {
            Assert.Null(await newer.Catalogs.Publish(Acme, new string('f', 64), "{}"u8.ToArray(), new CatalogActivator("k1")));
            Assert.Null(await newer.Catalogs.Publish(other, second.Bundle!.Hash.Value, second.Bundle.Json, new CatalogActivator("k1")));
        }

        await Assert.ThrowsAsync<InvalidDataException>(catalogs.Refresh);
        Assert.True(catalogs.TryGetActive(other, out var active));
        Assert.Equal(second.Bundle.Hash, active.Catalog.Hash);
    }

    [Fact]
    public async Task Old_versions_are_found_and_those_of_others_are_not()
    {
        var (first, second) = (Load("first"), Load("second"));
        using var catalogs = new StoredCatalogs(control, first.Bundle);
        await catalogs.Refresh();
        Assert.Null(await catalogs.Publish(Acme, second.Catalog!, second.Bundle!, new CatalogActivator("k1")));
        Assert.Equal(first.Bundle!.Hash, (await catalogs.Find(Acme, first.Bundle.Hash))?.Catalog.Hash);
        Assert.Null(await catalogs.Find(new TenantId("other/production"), second.Bundle!.Hash));
        Assert.False(await catalogs.Activate(new TenantId("other/production"), second.Bundle.Hash, new CatalogActivator("k1")));
    }

    private static CatalogHash Active(StoredCatalogs catalogs) => catalogs.TryGetActive(Acme, out var active) ? active.Catalog.Hash : default;

    private static CatalogLoad Load(string title)
    {
        var load = CatalogLoader.LoadFiles(Packing.Catalog(title));
        Assert.True(load.Succeeded, string.Join('\n', load.Problems));
        return load;
    }
}
