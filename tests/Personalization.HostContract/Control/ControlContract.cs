using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.HostContract.Control;

/// <summary>What every control store must do. Derive from it and say how to open yours.</summary>
public abstract partial class ControlContract : IAsyncLifetime
{
    /// <summary>Rejected events that the stores of these tests keep of each tenant.</summary>
    protected const int DeadLettersMax = 10;

    private static readonly TenantId Acme = new("acme/production"), Other = new("other/production");
    private IControlStore? opened;

    protected ControlClock Clock { get; } = new();

    private IControlStore Store => opened!;

    public async ValueTask InitializeAsync()
    {
        opened = await Open();
        Assert.Null(await Store.Tenants.Create(Acme));
        Assert.Null(await Store.Tenants.Create(Other));
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the store of this test once more, as another process does.</summary>
    protected abstract ValueTask<IControlStore> Open();

    /// <summary>Lets the time pass in which a store notices what another process has changed.</summary>
    protected abstract Task Notice(Func<bool> isNoticed);

    [Fact]
    public async Task A_tenant_is_listed_once_it_is_created()
    {
        var made = new TenantId("made/test");
        Assert.Null(await Store.Tenants.Create(made));
        Assert.Equal("tenant_exists", (await Store.Tenants.Create(made))?.Code);
        Assert.Null(await Store.Tenants.Ensure(made));
        Assert.Equal([Acme, made, Other], (await Store.Tenants.List()).Select(tenant => tenant.Id));
        Assert.True(await Store.Tenants.Exists(made));
        Assert.False(await Store.Tenants.Exists(new TenantId("no/where\0")));
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("Acme/production")]
    [InlineData("acme/")]
    [InlineData("acme/a/b")]
    [InlineData("acme/production\n")]
    public async Task A_tenant_has_two_lower_case_names(string name) => Assert.Equal("tenant_invalid", (await Store.Tenants.Create(new TenantId(name)))?.Code);

    [Fact]
    public async Task What_was_stored_is_there_after_a_restart()
    {
        var created = await CreateKey(Store, Acme, KeyScopes.Ingest | KeyScopes.Read);
        await Store.DisposeAsync();
        opened = await Open();
        Assert.Equal(created.Key, Store.KeyDirectory.Find(created.Text));
    }

    private static async Task<CreatedKey> CreateKey(IControlStore store, TenantId tenant, KeyScopes scopes, string label = "")
    {
        var (problem, created) = await store.Keys.Create(tenant, scopes, label);
        Assert.Null(problem);
        return created!;
    }
}
