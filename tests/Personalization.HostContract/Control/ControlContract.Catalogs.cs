using Personalization.Core;
using Personalization.Journal.Control;

namespace Personalization.HostContract.Control;

public abstract partial class ControlContract
{
    private static readonly CatalogActivator Tester = new("k_test");

    [Fact]
    public async Task The_log_says_which_catalog_was_active_when()
    {
        var start = Instant.From(Clock.GetUtcNow());
        foreach (var hash in (string[])["h1", "h2", "h1"])
        {
            Clock.Advance(TimeSpan.FromHours(1));
            Assert.Null(await Store.Catalogs.Publish(Acme, hash, new byte[] { 1 }, Tester));
        }

        var then = new List<string?>();
        foreach (var hours in (double[])[0, 1, 1.9, 2, 3, 9])
        {
            then.Add(await Store.Catalogs.ActiveAt(Acme, start + TimeSpan.FromHours(hours)));
        }

        Assert.Equal([null, "h1", "h1", "h2", "h1", "h1"], then);
        Assert.Null(await Store.Catalogs.ActiveAt(Other, start + TimeSpan.FromHours(9)));
    }

    [Fact]
    public async Task A_catalog_is_kept_by_its_hash_and_one_is_active()
    {
        Assert.Null(await Store.Catalogs.Publish(Acme, "h1", new byte[] { 1 }));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await Store.Catalogs.Publish(Acme, "h2", new byte[] { 2, 2 }));
        Assert.Null(await Store.Catalogs.Publish(Acme, "h1", new byte[] { 9 }));
        Assert.Empty(await Store.Catalogs.AllActive());
        Assert.True(await Store.Catalogs.Activate(Acme, "h1", Tester));
        Assert.True(await Store.Catalogs.Activate(Acme, "h2", Tester with { IsForced = true }));
        Assert.False(await Store.Catalogs.Activate(Acme, "h3", Tester));
        Assert.False(await Store.Catalogs.Activate(Other, "h1", Tester));
        Assert.Equal([("h2", true, 2), ("h1", false, 1)], (await Store.Catalogs.List(Acme)).Select(version => (version.Hash, version.IsActive, version.BundleBytes)));
        Assert.Equal([("h2", true), ("h1", false)], (await Store.Catalogs.Activations(Acme, 10)).Select(one => (one.Hash, one.By.IsForced)));
        Assert.Equal([(Acme, "h2")], (await Store.Catalogs.AllActive()).Select(version => (version.Tenant, version.Hash)));
    }

    [Fact]
    public async Task A_bundle_is_loaded_by_its_tenant_only()
    {
        await Store.Catalogs.Publish(Acme, "h1", new byte[] { 1 });
        Assert.Equal([1], await Store.Catalogs.LoadBundle(Acme, "h1"));
        Assert.Null(await Store.Catalogs.LoadBundle(Other, "h1"));
        Assert.Null(await Store.Catalogs.LoadBundle(Acme, "\0"));
    }

    [Fact]
    public async Task A_seed_is_for_tenants_without_an_active_catalog()
    {
        Assert.Equal((null, "s1"), await Store.Catalogs.Seed(Acme, "s1", new byte[] { 1 }, Tester));
        Assert.Equal((null, "s1"), await Store.Catalogs.Seed(Acme, "s2", new byte[] { 2 }, Tester));
        Assert.Equal(["s1"], (await Store.Catalogs.List(Acme)).Select(version => version.Hash));
        Assert.Single(await Store.Catalogs.Activations(Acme, 10));
    }

    [Fact]
    public async Task A_catalog_of_another_process_is_told_as_a_change()
    {
        var seen = await Store.Changes.Next(0, TestContext.Current.CancellationToken);
        await using var other = await Open();
        Assert.Null(await other.Catalogs.Publish(Acme, "h1", new byte[] { 1 }, Tester));

        Assert.NotEqual(seen, await Store.Changes.Next(seen, TestContext.Current.CancellationToken));
        Assert.Single(await Store.Catalogs.AllActive());
    }
}
