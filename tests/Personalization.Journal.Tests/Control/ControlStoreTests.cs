using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.Journal.Tests.Control;

public sealed class ControlStoreTests : IDisposable
{
    private static readonly TenantId Acme = new("acme/production"), Other = new("other/production");
    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new();
    private readonly ControlStore store;

    public ControlStoreTests() => store = ControlStore.Open(folder.Path, clock);

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_tenant_is_listed_once_it_is_created()
    {
        Assert.Null(store.Tenants.Create(Acme));
        Assert.Equal("tenant_exists", store.Tenants.Create(Acme)?.Code);
        Assert.Null(store.Tenants.Ensure(Acme));
        Assert.Equal([Acme], store.Tenants.List().Select(tenant => tenant.Id));
        Assert.False(store.Tenants.Exists(Other));
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("Acme/production")]
    [InlineData("acme/")]
    [InlineData("acme/a/b")]
    [InlineData("acme/production\n")]
    public void A_tenant_has_two_lower_case_names(string name) => Assert.Equal("tenant_invalid", store.Tenants.Create(new TenantId(name))?.Code);

    [Fact]
    public void The_log_says_which_catalog_was_active_when()
    {
        var start = Core.Instant.From(clock.GetUtcNow());
        foreach (var hash in (string[])["h1", "h2", "h1"])
        {
            clock.Advance(TimeSpan.FromHours(1));
            Assert.Null(store.Catalogs.Publish(Acme, hash, new byte[] { 1 }, new CatalogActivator("k_test")));
        }

        Assert.Null(store.Catalogs.ActiveAt(Acme, start));
        Assert.Equal(["h1", "h1", "h2", "h1", "h1"], ((double[])[1, 1.9, 2, 3, 9]).Select(hours => store.Catalogs.ActiveAt(Acme, start + TimeSpan.FromHours(hours))));
        Assert.Null(store.Catalogs.ActiveAt(Other, start + TimeSpan.FromHours(9)));
    }

    [Fact]
    public void A_catalog_is_kept_by_its_hash_and_one_is_active()
    {
        Assert.Null(store.Catalogs.Publish(Acme, "h1", new byte[] { 1 }));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(store.Catalogs.Publish(Acme, "h2", new byte[] { 2, 2 }));
        Assert.Null(store.Catalogs.Publish(Acme, "h1", new byte[] { 9 }));
        Assert.Null(store.Catalogs.Active(Acme));
        Assert.True(store.Catalogs.Activate(Acme, "h1", new CatalogActivator("k_test")));
        Assert.True(store.Catalogs.Activate(Acme, "h2", new CatalogActivator("k_test")));
        Assert.False(store.Catalogs.Activate(Acme, "h3", new CatalogActivator("k_test")));
        Assert.Equal("h2", store.Catalogs.Active(Acme)?.Hash);
        Assert.Equal([("h2", true), ("h1", false)], store.Catalogs.List(Acme).Select(version => (version.Hash, version.IsActive)));
        Assert.Equal([1], store.Catalogs.LoadBundle(Acme, "h1"));
        Assert.Null(store.Catalogs.LoadBundle(Other, "h1"));
        Assert.Equal(["h2"], store.Catalogs.AllActive().Select(version => version.Hash));
    }

    [Fact]
    public void What_was_stored_is_there_after_a_restart()
    {
        store.Tenants.Create(Acme);
        store.Keys.Create(Acme, KeyScopes.Ingest | KeyScopes.Read, "collector", out var created);
        store.Dispose();
        using var again = ControlStore.Open(folder.Path, clock);
        Assert.Equal(created!.Key, again.KeyDirectory.Find(created.Text));
    }

    [Fact]
    public void Its_files_are_for_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        store.Tenants.Create(Acme);
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }
}
