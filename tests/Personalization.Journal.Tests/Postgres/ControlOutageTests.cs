using Npgsql;
using Personalization.Core.Subjects;
using Personalization.HostContract.Control;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Control;
using Personalization.Journal.Control.Postgres;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Tests.Postgres;

/// <summary>A database that goes away and comes back: what was known is known, for a while.</summary>
public sealed class ControlOutageTests(PostgresServer server)
{
    private static readonly TenantId Acme = new("acme/production");
    private readonly ControlClock clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_are_known_without_the_database_until_that_says_nothing_any_more()
    {
        Assert.SkipWhen(PostgresInstance.Missing is not null, PostgresInstance.Missing ?? "");
        await using var instance = await PostgresInstance.Start(isSynced: false);
        await using var store = await Open(instance.ConnectionString);
        var key = await MakeKey(store);
        await instance.Stop();

        clock.Advance(Limits.ControlKnownMax);
        Assert.Equal(key.Key, store.KeyDirectory.Find(key.Text));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Throws<DatabaseAwayException>(() => store.KeyDirectory.Find(key.Text));
        await Assert.ThrowsAsync<DatabaseAwayException>(async () => await store.Keys.Revoke(key.Key.Id));

        await instance.Start();
        await Until(() => IsKnown(store, key));
    }

    [Fact]
    public async Task A_restart_of_the_database_is_no_matter_to_reads_and_to_what_others_change()
    {
        Assert.SkipWhen(PostgresInstance.Missing is not null, PostgresInstance.Missing ?? "");
        await using var instance = await PostgresInstance.Start(isSynced: false);
        await using var store = await Open(instance.ConnectionString);
        var key = await MakeKey(store);
        await instance.Stop();
        await instance.Start();

        Assert.Single(await store.Tenants.List());
        await using var other = await Open(instance.ConnectionString);
        Assert.True(await other.Keys.Revoke(key.Key.Id));
        await Until(() => store.KeyDirectory.Find(key.Text) is null);
    }

    [Fact]
    public async Task A_change_that_nobody_was_told_of_is_found_by_looking()
    {
        var schema = server.NewSchema();
        await using var store = await Open(await server.ConnectionString(), schema);
        var key = await MakeKey(store);
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var silent = source.CreateCommand($"UPDATE {schema}.api_key SET revoked = now(); UPDATE {schema}.control_revision SET stamp = 77");
        await silent.ExecuteNonQueryAsync(Cancellation);

        await Until(() => store.KeyDirectory.Find(key.Text) is null);
        Assert.Equal(77, await store.Changes.Next(0, Cancellation));
    }

    [Fact]
    public async Task A_listener_whose_connection_is_cut_listens_again()
    {
        await using var relay = new CuttingRelay(await server.Socket());
        var schema = server.NewSchema();
        await using var store = await Open(relay.ConnectionString, schema);
        var key = await MakeKey(store);
        await relay.CutNext(CutPoint.BeforeTheAnswer);

        await using var other = await Open(await server.ConnectionString(), schema);
        Assert.True(await other.Keys.Revoke(key.Key.Id));
        await Until(() => store.KeyDirectory.Find(key.Text) is null);
    }

    private static bool IsKnown(IControlStore store, CreatedKey key)
    {
        try
        {
            return store.KeyDirectory.Find(key.Text) == key.Key;
        }
        catch (DatabaseAwayException)
        {
            return false;
        }
    }

    private static async Task<CreatedKey> MakeKey(PostgresControlStore store)
    {
        await store.Tenants.Create(Acme);
        return (await store.Keys.Create(Acme, KeyScopes.All, "")).Created!;
    }

    private static async Task Until(Func<bool> isSo)
    {
        while (!isSo())
        {
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task<PostgresControlStore> Open(string connectionString, string schema = PostgresJournalOptions.DefaultSchema) =>
        PostgresControlStore.Open(new PostgresControlOptions { ConnectionString = connectionString, Schema = schema }, clock, Cancellation);
}
