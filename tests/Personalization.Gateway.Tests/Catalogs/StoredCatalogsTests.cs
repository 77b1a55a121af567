using Personalization.Authoring;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;
using Personalization.Server.Catalogs;

namespace Personalization.Gateway.Tests.Catalogs;

public sealed class StoredCatalogsTests : IDisposable
{
    private static readonly TenantId Acme = new("acme/production");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("catalogs-");
    private readonly HandClock clock = new();
    private readonly ControlStore control;

    public StoredCatalogsTests()
    {
        control = ControlStore.Open(folder.FullName, clock);
        control.Tenants.Ensure(Acme);
    }

    public void Dispose()
    {
        control.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void What_another_process_activates_is_taken_up_within_a_fifth_of_a_second()
    {
        var (first, second) = (Load("first"), Load("second"));
        var catalogs = new StoredCatalogs(control, null, clock);
        catalogs.Refresh();
        Assert.Null(catalogs.Publish(Acme, first.Catalog!, first.Bundle!, new CatalogActivator("k1")));
        using (var other = ControlStore.Open(folder.FullName, clock))
        {
            Assert.Null(other.Catalogs.Publish(Acme, second.Bundle!.Hash.Value, second.Bundle.Json, new CatalogActivator("k2")));
        }

        Assert.Equal(first.Bundle!.Hash, Active(catalogs));
        clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(second.Bundle.Hash, Active(catalogs));
    }

    [Fact]
    public void A_stored_catalog_with_another_content_than_its_name_says_is_named_and_never_decided_with()
    {
        var (published, other) = (Load("first").Bundle!, Load("second").Bundle!);
        Assert.Null(control.Catalogs.Publish(Acme, published.Hash.Value, other.Json, new CatalogActivator("k1")));
        var catalogs = new StoredCatalogs(control, null, clock);
        Assert.Contains("The control store is damaged: the stored catalog", Assert.Throws<InvalidDataException>(catalogs.Refresh).Message, StringComparison.Ordinal);
        Assert.False(catalogs.TryGetActive(Acme, out _));
    }

    [Fact]
    public void A_tenant_that_another_process_makes_gets_the_first_catalog()
    {
        var catalogs = new StoredCatalogs(control, Load("seed").Bundle, clock);
        catalogs.Refresh();
        var late = new TenantId("late/production");
        using (var other = ControlStore.Open(folder.FullName, clock))
        {
            other.Tenants.Ensure(late);
        }

        clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.True(catalogs.TryGetActive(late, out _));
    }

    [Fact]
    public void A_catalog_that_cannot_be_read_is_told_once_and_the_one_before_goes_on()
    {
        var catalogs = new StoredCatalogs(control, Load("good").Bundle, clock);
        catalogs.Refresh();
        var good = Active(catalogs);
        using (var newer = ControlStore.Open(folder.FullName, clock))
        {
            Assert.Null(newer.Catalogs.Publish(Acme, new string('f', 64), "{}"u8.ToArray(), new CatalogActivator("k1")));
        }

        clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Throws<InvalidDataException>(() => catalogs.TryGetActive(Acme, out _));
        Assert.Equal(good, Active(catalogs));
        clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(good, Active(catalogs));
    }

    [Fact]
    public void A_catalog_that_cannot_be_read_holds_up_no_other_tenants()
    {
        var (first, second) = (Load("first"), Load("second"));
        var other = new TenantId("other/production");
        control.Tenants.Ensure(other);
        var catalogs = new StoredCatalogs(control, first.Bundle, clock);
        catalogs.Refresh();
        using (var newer = ControlStore.Open(folder.FullName, clock))
        {
            Assert.Null(newer.Catalogs.Publish(Acme, new string('f', 64), "{}"u8.ToArray(), new CatalogActivator("k1")));
            Assert.Null(newer.Catalogs.Publish(other, second.Bundle!.Hash.Value, second.Bundle.Json, new CatalogActivator("k1")));
        }

        clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Throws<InvalidDataException>(() => catalogs.TryGetActive(Acme, out _));
        Assert.True(catalogs.TryGetActive(other, out var active));
        Assert.Equal(second.Bundle.Hash, active.Catalog.Hash);
    }

    [Fact]
    public void Old_versions_are_found_and_those_of_others_are_not()
    {
        var (first, second) = (Load("first"), Load("second"));
        var catalogs = new StoredCatalogs(control, first.Bundle, clock);
        catalogs.Refresh();
        Assert.Null(catalogs.Publish(Acme, second.Catalog!, second.Bundle!, new CatalogActivator("k1")));
        Assert.Equal(first.Bundle!.Hash, catalogs.Find(Acme, first.Bundle.Hash)?.Catalog.Hash);
        Assert.Null(catalogs.Find(new TenantId("other/production"), second.Bundle!.Hash));
        Assert.False(catalogs.Activate(new TenantId("other/production"), second.Bundle.Hash, new CatalogActivator("k1")));
    }

    private static CatalogHash Active(StoredCatalogs catalogs) => catalogs.TryGetActive(Acme, out var active) ? active.Catalog.Hash : default;

    private static CatalogLoad Load(string title)
    {
        var load = CatalogLoader.LoadFiles(Packing.Catalog(title));
        Assert.True(load.Succeeded, string.Join('\n', load.Problems));
        return load;
    }

    private sealed class HandClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Volatile.Read(ref ticks);

        public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
    }
}
