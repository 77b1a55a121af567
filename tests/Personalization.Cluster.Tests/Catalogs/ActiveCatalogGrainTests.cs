using Orleans.Core.Internal;
using Personalization.Cluster.Catalogs;

namespace Personalization.Cluster.Tests.Catalogs;

public sealed class ActiveCatalogGrainTests(TwoSilos cluster) : IClassFixture<TwoSilos>
{
    private static readonly string First = new('a', 64);
    private static readonly string Second = new('b', 64);

    [Fact]
    public async Task A_tenant_starts_without_a_catalog() =>
        Assert.Equal(CatalogActivation.None, await cluster.Client.GetGrain<IActiveCatalogGrain>("new/production").Get());

    [Fact]
    public async Task What_one_silo_activates_the_other_silo_sees()
    {
        Assert.Equal(2, cluster.Silos.Count);
        foreach (var tenant in Enumerable.Range(0, 20).Select(n => $"acme-{n}/production"))
        {
            await cluster.Silos[0].GetGrain<IActiveCatalogGrain>(tenant).Activate(First);
            Assert.Equal(new(First, 1), await cluster.Silos[1].GetGrain<IActiveCatalogGrain>(tenant).Get());
        }
    }

    [Fact]
    public async Task Activating_the_active_catalog_again_changes_nothing()
    {
        var grain = cluster.Client.GetGrain<IActiveCatalogGrain>("again/production");
        await grain.Activate(First);
        Assert.Equal(new(First, 1), await grain.Activate(First));
        Assert.Equal(new(Second, 2), await grain.Activate(Second));
    }

    [Fact]
    public async Task Activations_at_the_same_time_each_get_their_own_revision()
    {
        var hashes = Enumerable.Range(1, 16).Select(n => n.ToString("x64")).ToArray();
        var grains = cluster.Silos.Select(silo => silo.GetGrain<IActiveCatalogGrain>("busy/production")).ToArray();
        var answers = await Task.WhenAll(hashes.Select((hash, n) => grains[n % grains.Length].Activate(hash).AsTask()));

        Assert.Equal(Enumerable.Range(1, 16).Select(n => (long)n), answers.Select(answer => answer.Revision).Order());
    }

    [Fact]
    public async Task An_activation_outlives_the_grain_in_memory()
    {
        var grain = cluster.Client.GetGrain<IActiveCatalogGrain>("evicted/production");
        await grain.Activate(First);
        await grain.Cast<IGrainManagementExtension>().DeactivateOnIdle();
        Assert.Equal(new(First, 1), await grain.Get());
    }

    [Fact]
    public async Task What_is_loaded_for_one_tenant_reaches_no_other()
    {
        var grain = cluster.Client.GetGrain<IActiveCatalogGrain>("loaded/production");
        await grain.Activate(First);
        await grain.Cast<IGrainManagementExtension>().DeactivateOnIdle();
        await grain.Get();
        Assert.Equal(CatalogActivation.None, await cluster.Client.GetGrain<IActiveCatalogGrain>("other/production").Get());
        Assert.Equal(new(null, 0), CatalogActivation.None);
    }

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_hash_is_refused_and_changes_nothing(string hash)
    {
        var grain = cluster.Client.GetGrain<IActiveCatalogGrain>("refused/production");
        await Assert.ThrowsAsync<ArgumentException>(async () => await grain.Activate(hash));
        Assert.Equal(CatalogActivation.None, await grain.Get());
    }
}
