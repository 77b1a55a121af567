using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.HostContract.Control;

/// <summary>Several processes at the same time.</summary>
public abstract partial class ControlContract
{
    private const int Rounds = 12;

    [Fact]
    public async Task Of_catalogs_that_two_publish_at_once_one_is_active_and_all_are_in_the_log()
    {
        await using var second = await Open();
        await Both(second, async (store, who, round) => Assert.Null(await store.Catalogs.Publish(Acme, $"h-{who}-{round}", new byte[] { 1 }, new CatalogActivator(who))));

        var log = await Store.Catalogs.Activations(Acme, 100);
        Assert.Equal(2 * Rounds, log.Select(one => one.Hash).Distinct().Count());
        Assert.Equal([log[0].Hash], (await second.Catalogs.AllActive()).Select(one => one.Hash));
        Assert.Equal(Enumerable.Range(0, Rounds).Select(round => $"h-a-{round}"), log.Reverse().Where(one => one.By.KeyId == "a").Select(one => one.Hash));
    }

    [Fact]
    public async Task Of_seeds_that_two_bring_at_once_one_is_taken_by_both()
    {
        await using var second = await Open();
        var answers = new string?[2 * Rounds];
        await Both(second, async (store, who, round) =>
            answers[(2 * round) + (who == "a" ? 0 : 1)] = (await store.Catalogs.Seed(new TenantId($"t{round}/x"), $"s-{who}", new byte[] { 1 }, new CatalogActivator("seed"))).Hash);

        for (var round = 0; round < Rounds; round++)
        {
            Assert.Equal(answers[2 * round], answers[(2 * round) + 1]);
            Assert.Equal(answers[2 * round], Assert.Single(await Store.Catalogs.Activations(new TenantId($"t{round}/x"), 10)).Hash);
        }
    }

    [Fact]
    public async Task Keys_that_two_make_at_once_are_known_to_both()
    {
        await using var second = await Open();
        var made = new CreatedKey[2 * Rounds];
        await Both(second, async (store, who, round) => made[(2 * round) + (who == "a" ? 0 : 1)] = await CreateKey(store, Acme, KeyScopes.All, who));

        Assert.Equal(2 * Rounds, (await Store.Keys.List(Acme)).Count);
        foreach (var store in (IControlStore[])[Store, second])
        {
            await Notice(() => made.All(key => store.KeyDirectory.Find(key.Text) == key.Key));
            Assert.All(made, key => Assert.Equal(key.Key, store.KeyDirectory.Find(key.Text)));
        }
    }

    [Fact]
    public async Task A_key_that_two_bring_at_once_is_kept_once()
    {
        await using var second = await Open();
        await Both(second, async (store, _, round) => Assert.NotNull((await store.Keys.Import(Acme, KeyScopes.All, "", $"chosen-{round}")).Key));
        Assert.Equal(Rounds, (await Store.Keys.List(Acme)).Count);
    }

    [Fact]
    public async Task A_tenant_that_two_make_at_once_is_made_by_one()
    {
        await using var second = await Open();
        var refusals = 0;
        await Both(second, async (store, _, round) =>
        {
            if (await store.Tenants.Create(new TenantId($"t{round}/x")) is { Code: "tenant_exists" })
            {
                Interlocked.Increment(ref refusals);
            }
        });
        Assert.Equal(Rounds, refusals);
    }

    [Fact]
    public async Task Letters_that_two_add_at_once_are_counted_and_dropped_once()
    {
        await using var second = await Open();
        await Both(second, async (store, _, round) => await store.DeadLetters.Add([Letter(round), Letter(round, Other), Letter(round)]));
        Assert.Equal((DeadLettersMax, (4 * Rounds) - DeadLettersMax), await Store.DeadLetters.Count(Acme));
        Assert.Equal(DeadLettersMax, (await Store.DeadLetters.List(Acme, null, 100)).Count);
        Assert.Equal((DeadLettersMax, (2 * Rounds) - DeadLettersMax), await Store.DeadLetters.Count(Other));
    }

    private Task Both(IControlStore second, Func<IControlStore, string, int, Task> work) => Task.WhenAll(Rush(Store, "a", work), Rush(second, "b", work));

    private static Task Rush(IControlStore store, string who, Func<IControlStore, string, int, Task> work) => Task.Run(async () =>
    {
        for (var round = 0; round < Rounds; round++)
        {
            await work(store, who, round);
        }
    });
}
