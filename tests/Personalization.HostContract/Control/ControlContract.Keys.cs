using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.HostContract.Control;

public abstract partial class ControlContract
{
    [Fact]
    public async Task A_new_key_is_found_by_its_text_at_once_and_every_time()
    {
        var created = await CreateKey(Store, Acme, KeyScopes.Ingest, "collector");
        Assert.Matches("^pk_acme-production_[a-z2-7]{32}$", created.Text);
        Assert.Equal(created.Key, Store.KeyDirectory.Find(created.Text));
        Assert.Equal(created.Key, Store.KeyDirectory.Find(created.Text));
        Assert.Null(Store.KeyDirectory.Find(created.Text + "x"));
        Assert.Null(Store.KeyDirectory.Find(""));
    }

    [Fact]
    public async Task A_revoked_key_is_not_found_any_more()
    {
        var created = await CreateKey(Store, Acme, KeyScopes.All);
        Assert.NotNull(Store.KeyDirectory.Find(created.Text));
        Assert.True(await Store.Keys.Revoke(created.Key.Id));
        Assert.False(await Store.Keys.Revoke(created.Key.Id));
        Assert.Null(Store.KeyDirectory.Find(created.Text));
        Assert.NotNull(Assert.Single(await Store.Keys.List(Acme)).Revoked);
    }

    [Fact]
    public async Task Keys_of_another_process_are_found_and_refused_once_that_is_noticed()
    {
        await using var commandLine = await Open();
        var created = await CreateKey(commandLine, Acme, KeyScopes.Ingest);
        await Notice(() => created.Key == Store.KeyDirectory.Find(created.Text));
        Assert.Equal(created.Key, Store.KeyDirectory.Find(created.Text));

        await commandLine.Keys.Revoke(created.Key.Id);
        await Notice(() => Store.KeyDirectory.Find(created.Text) is null);
        Assert.Null(Store.KeyDirectory.Find(created.Text));
    }

    [Fact]
    public async Task Keys_are_listed_by_tenant_without_their_texts()
    {
        await CreateKey(Store, Acme, KeyScopes.Ingest, "a");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await CreateKey(Store, Acme, KeyScopes.Decide, "b");
        await CreateKey(Store, Other, KeyScopes.All, "c");
        Assert.Equal(["b", "a"], (await Store.Keys.List(Acme)).Select(key => key.Label));
        Assert.Equal(3, (await Store.Keys.List()).Count);
    }

    [Fact]
    public async Task A_key_needs_a_known_tenant_and_a_scope()
    {
        var (problem, created) = await Store.Keys.Create(new TenantId("no/where"), KeyScopes.All, "");
        Assert.Equal("tenant_unknown", problem?.Code);
        Assert.Null(created);
        Assert.Equal("scopes_missing", (await Store.Keys.Create(Acme, KeyScopes.None, "")).Problem?.Code);
        Assert.Equal("label_too_long", (await Store.Keys.Create(Acme, KeyScopes.All, new string('x', 201))).Problem?.Code);
    }

    [Fact]
    public async Task A_chosen_key_may_be_imported_again_but_not_by_another_tenant()
    {
        var (_, key) = await Store.Keys.Import(Acme, KeyScopes.All, "", "chosen-key");
        var (_, again) = await Store.Keys.Import(Acme, KeyScopes.All, "", "chosen-key");
        Assert.Equal(key, again);
        Assert.Equal(key, Store.KeyDirectory.Find("chosen-key"));
        Assert.Equal("key_taken", (await Store.Keys.Import(Other, KeyScopes.All, "", "chosen-key")).Problem?.Code);
        Assert.Equal("key_invalid", (await Store.Keys.Import(Acme, KeyScopes.All, "", "with space")).Problem?.Code);
        await Store.Keys.Revoke(key!.Id);
        Assert.Equal("key_taken", (await Store.Keys.Import(Acme, KeyScopes.All, "", "chosen-key")).Problem?.Code);
    }
}
