namespace Personalization.HostContract.Audit;

public abstract partial class AuditContract
{
    [Fact]
    public async Task A_destroyed_salt_is_gone_its_digest_stays_and_it_is_counted_once()
    {
        await Append("u1", "me", "u2");
        await SealAll();
        var before = (await Store.ReadLastBlock(Sample.Acme, Cancellation))!;
        var mine = await PositionsOf(Sample.User("me"));

        Assert.Equal(1, await Store.Erase(Sample.Acme, [.. mine, mine[0] + 1_000_000], Cancellation));
        Assert.Equal(0, await Store.Erase(Sample.Acme, mine, Cancellation));

        var after = (await (await Open()).ReadLastBlock(Sample.Acme, Cancellation))!;
        Assert.Equal([false, true, false], after.Leaves.Select(leaf => leaf.IsErased));
        Assert.Equal(before.Leaves.Select(leaf => leaf.Digest), after.Leaves.Select(leaf => leaf.Digest));
        Assert.Equal(before.Link, after.Link);
    }

    [Fact]
    public async Task A_decision_of_another_tenant_keeps_its_salt()
    {
        await Append("u1");
        await SealAll();

        Assert.Equal(0, await Store.Erase(Beta, await PositionsOf(Sample.User("u1")), Cancellation));

        Assert.Equal((1, 1, 0), await VerifyGood());
    }

    [Fact]
    public async Task Erasing_a_subject_takes_its_events_and_its_salts_and_the_chain_goes_on()
    {
        var me = Sample.User("me");
        await Append("u1", "me", "u2");
        await Append("me", "u3");
        await SealAll();
        await Append("me");
        var sealer = Sealer(Store);

        Assert.Equal((6, 2), await sealer.Erase(me, head: null, Cancellation));
        Assert.Equal((0, 0), await sealer.Erase(me, head: null, Cancellation));
        Forget(me);
        await Append("u1", "me");
        await SealAll(sealer);

        Assert.Equal((7, 5, 2), await VerifyGood());
    }
}
