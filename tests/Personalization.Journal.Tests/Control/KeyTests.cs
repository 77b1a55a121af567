using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.Journal.Tests.Control;

public sealed class KeyTests : IDisposable
{
    private static readonly TenantId Acme = new("acme/production"), Other = new("other/production");
    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new();
    private readonly ControlStore store;

    public KeyTests()
    {
        store = ControlStore.Open(folder.Path, clock);
        store.Tenants.Create(Acme);
        store.Tenants.Create(Other);
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_new_key_is_found_by_its_text_at_once_and_every_time()
    {
        Assert.Null(store.Keys.Create(Acme, KeyScopes.Ingest, "collector", out var created));
        Assert.Matches("^pk_acme-production_[a-z2-7]{32}$", created!.Text);
        Assert.Equal(created.Key, store.KeyDirectory.Find(created.Text));
        Assert.Equal(created.Key, store.KeyDirectory.Find(created.Text));
        Assert.Null(store.KeyDirectory.Find(created.Text + "x"));
        Assert.Null(store.KeyDirectory.Find(""));
    }

    [Fact]
    public void The_text_of_a_key_is_not_in_the_file()
    {
        store.Keys.Create(Acme, KeyScopes.All, "", out var created);
        store.Dispose();
        Assert.DoesNotContain(created!.Text[^32..], File.ReadAllText(folder.File("control.db")));
    }

    [Fact]
    public void A_revoked_key_is_not_found_any_more()
    {
        store.Keys.Create(Acme, KeyScopes.All, "", out var created);
        Assert.NotNull(store.KeyDirectory.Find(created!.Text));
        Assert.True(store.Keys.Revoke(created.Key.Id));
        Assert.False(store.Keys.Revoke(created.Key.Id));
        Assert.Null(store.KeyDirectory.Find(created.Text));
        Assert.NotNull(Assert.Single(store.Keys.List(Acme)).Revoked);
    }

    [Fact]
    public void A_change_by_another_process_is_seen_after_the_check_interval()
    {
        using var commandLine = ControlStore.Open(folder.Path, clock);
        commandLine.Keys.Create(Acme, KeyScopes.Ingest, "", out var created);
        Assert.Null(store.KeyDirectory.Find(created!.Text));
        clock.Advance(Limits.KeyCheckInterval);
        Assert.Equal(created.Key, store.KeyDirectory.Find(created.Text));
        commandLine.Keys.Revoke(created.Key.Id);
        clock.Advance(Limits.KeyCheckInterval);
        Assert.Null(store.KeyDirectory.Find(created.Text));
    }

    [Fact]
    public void Keys_are_listed_by_tenant_without_their_texts()
    {
        store.Keys.Create(Acme, KeyScopes.Ingest, "a", out _);
        clock.Advance(TimeSpan.FromSeconds(1));
        store.Keys.Create(Acme, KeyScopes.Decide, "b", out _);
        store.Keys.Create(Other, KeyScopes.All, "c", out _);
        Assert.Equal(["b", "a"], store.Keys.List(Acme).Select(key => key.Label));
        Assert.Equal(3, store.Keys.List().Count);
    }

    [Fact]
    public void A_key_needs_a_known_tenant_and_a_scope()
    {
        Assert.Equal("tenant_unknown", store.Keys.Create(new TenantId("no/where"), KeyScopes.All, "", out var created)?.Code);
        Assert.Null(created);
        Assert.Equal("scopes_missing", store.Keys.Create(Acme, KeyScopes.None, "", out _)?.Code);
        Assert.Equal("label_too_long", store.Keys.Create(Acme, KeyScopes.All, new string('x', 201), out _)?.Code);
    }

    [Fact]
    public void A_chosen_key_may_be_imported_again_but_not_by_another_tenant()
    {
        Assert.Null(store.Keys.Import(Acme, KeyScopes.All, "", "chosen-key", out var key));
        Assert.Null(store.Keys.Import(Acme, KeyScopes.All, "", "chosen-key", out var again));
        Assert.Equal(key, again);
        Assert.Equal(key, store.KeyDirectory.Find("chosen-key"));
        Assert.Equal("key_taken", store.Keys.Import(Other, KeyScopes.All, "", "chosen-key", out _)?.Code);
        Assert.Equal("key_invalid", store.Keys.Import(Acme, KeyScopes.All, "", "with space", out _)?.Code);
    }

    [Fact]
    public void Scopes_have_names()
    {
        Assert.Null(KeyScopeNames.Parse(["ingest", "admin"], out var scopes));
        Assert.Equal(KeyScopes.Ingest | KeyScopes.Admin, scopes);
        Assert.Equal(["ingest", "admin"], KeyScopeNames.Of(scopes));
        Assert.Null(KeyScopeNames.Parse(["all"], out var all));
        Assert.Equal(KeyScopes.All, all);
        Assert.Equal(5, KeyScopeNames.Of(all).Count);
        Assert.Equal("scope_unknown", KeyScopeNames.Parse(["root"], out _)?.Code);
    }
}
