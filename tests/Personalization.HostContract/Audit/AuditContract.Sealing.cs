using Personalization.Core.Subjects;
using Personalization.HostContract.Profiles;

namespace Personalization.HostContract.Audit;

public abstract partial class AuditContract
{
    [Fact]
    public async Task A_store_that_nobody_has_sealed_in_is_empty()
    {
        Assert.Equal(0, await Store.ReadSealed(Cancellation));
        var state = await Store.ReadState(Cancellation);
        Assert.Equal((0L, 0), (state.SealedPosition, state.Heads.Count));
        Assert.Null(await Store.ReadLastBlock(Sample.Acme, Cancellation));
        Assert.Null(await Store.ReadBlock(Sample.Acme, 1, Cancellation));
    }

    [Fact]
    public async Task Every_decision_is_sealed_once_however_often_the_sealer_starts_anew()
    {
        for (var at = 0; at < 5; at++)
        {
            await Append($"u{at}", "u");
            await SealAll();
            await SealAll();
        }

        Assert.Equal((10, 10, 0), await VerifyGood());
    }

    [Fact]
    public async Task What_one_has_sealed_another_reads()
    {
        await Append("u1", "u2");
        await SealAll();

        var other = await Open();

        var block = (await other.ReadLastBlock(Sample.Acme, Cancellation))!;
        Assert.Equal(2, block.Leaves.Count);
        Assert.DoesNotContain(block.Leaves, leaf => leaf.IsErased);
        Assert.Equal(block.Head, Assert.Single((await other.ReadState(Cancellation)).Heads));
        Assert.Equal(block.Leaves, (await other.ReadBlock(Sample.Acme, 1, Cancellation))!.Leaves);
    }

    [Fact]
    public async Task An_event_that_is_no_decision_moves_the_mark_and_nothing_else()
    {
        await Journal.Append(Sample.Append(Sample.User("u1"), 1, 3));
        var end = await Journal.ReadEnd(Cancellation);

        Assert.False(await Sealer(Store).Seal(Cancellation));

        var state = await Store.ReadState(Cancellation);
        Assert.InRange(state.SealedPosition, end, long.MaxValue);
        Assert.Equal(state.SealedPosition, await Store.ReadSealed(Cancellation));
        Assert.Empty(state.Heads);
    }

    [Fact]
    public async Task A_mark_that_may_wait_stays_while_no_decision_comes_and_nothing_lags()
    {
        var time = new ManualTime();
        var sealer = Sealer(Store, clock: time, markInterval: TimeSpan.FromSeconds(10));
        await Journal.Append(Sample.Append(Sample.User("u1"), 1, 3));
        await SealAll(sealer);
        Assert.Equal(0, await Store.ReadSealed(Cancellation));
        Assert.True(sealer.SealedPosition > 0 && sealer.Lag == TimeSpan.Zero, $"{sealer.SealedPosition} {sealer.Lag}");

        await Append("u2");
        await SealAll(sealer);
        var decided = await Store.ReadSealed(Cancellation);
        Assert.True(decided > 0);

        time.Advance(TimeSpan.FromSeconds(10));
        await Journal.Append(Sample.Append(Sample.User("u3"), 1, 3));
        await SealAll(sealer);
        Assert.True(await Store.ReadSealed(Cancellation) > decided);
        Assert.Equal((1, 1, 0), await VerifyGood());
    }

    [Fact]
    public async Task A_round_that_breaks_off_leaves_nothing_and_the_next_one_seals_the_same()
    {
        await Append("u1", "u2");
        var salted = 0;
        var dying = Sealer(Store, () => salted++ == 0 ? UInt128.One : throw new IOException("The disk is gone."));
        await Assert.ThrowsAsync<IOException>(() => dying.Seal(Cancellation));
        Assert.Equal(0, await Store.ReadSealed(Cancellation));

        await SealAll();

        Assert.Equal((2, 2, 0), await VerifyGood());
    }

    [Fact]
    public async Task Each_tenant_has_a_chain_of_its_own()
    {
        await Append(Sample.User("u1"), new SubjectKey(Beta, SubjectKind.User, "u1"), Sample.User("u2"), new SubjectKey(Beta, SubjectKind.Anonymous, "u2"), Sample.User("u3"));
        await SealAll();

        var report = await Verify();
        Assert.Empty(report.Findings);
        Assert.Equal([(Sample.Acme, 3L), (Beta, 2L)], report.Tenants.Select(one => (one.Tenant, one.Verified)));
    }

    [Fact]
    public async Task A_long_chain_is_cut_into_blocks_that_go_on_from_each_other()
    {
        string[] users = [.. Enumerable.Range(0, Personalization.Journal.Limits.AuditBlockDecisionsMax + 10).Select(at => $"u{at}")];
        await Append(users[..20]);
        await SealAll();
        await Append(users[20..]);
        await Append(users[..5]);
        await SealAll();

        var (first, second) = ((await Store.ReadBlock(Sample.Acme, 1, Cancellation))!, (await Store.ReadBlock(Sample.Acme, 2, Cancellation))!);
        Assert.Equal((Personalization.Journal.Limits.AuditBlockDecisionsMax, 15), (first.Leaves.Count, second.Leaves.Count));
        Assert.Equal((first.Link, first.LastDecision + 1), (second.Previous, second.Leaves[0].Decision));
        Assert.Equal((users.Length + 5, users.Length + 5, 0), await VerifyGood());
    }

    [Fact]
    public async Task More_tenants_than_a_round_takes_are_all_sealed()
    {
        await Append(Enumerable.Range(0, Personalization.Journal.Limits.AuditRoundTenantsMax + 3).Select(at => new SubjectKey(new TenantId($"t{at}"), SubjectKind.User, "u")));
        var sealer = Sealer(Store);

        Assert.True(await sealer.Seal(Cancellation));
        Assert.Equal(Personalization.Journal.Limits.AuditRoundTenantsMax, sealer.SealedDecisions);
        await SealAll(sealer);

        var all = Personalization.Journal.Limits.AuditRoundTenantsMax + 3;
        Assert.Equal((all, all, 0), await VerifyGood());
    }

    [Fact]
    public async Task Who_only_looks_sees_how_far_the_others_came()
    {
        await Append("u1");
        var (watching, sealing) = (Sealer(await Open()), Sealer(Store));
        await watching.Look(Cancellation);
        Assert.Equal(0, watching.SealedPosition);
        Assert.NotEqual(TimeSpan.Zero, watching.Lag);

        await SealAll(sealing);
        await watching.Look(Cancellation);

        Assert.Equal(await Store.ReadSealed(Cancellation), watching.SealedPosition);
        Assert.Equal(0, watching.SealedDecisions);
    }
}
