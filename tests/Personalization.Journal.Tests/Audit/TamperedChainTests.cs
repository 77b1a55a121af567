using Personalization.HostContract;
using Personalization.Journal.Audit.Chains;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Audit.Verifying;

namespace Personalization.Journal.Tests.Audit;

public sealed class TamperedChainTests : IDisposable
{
    private const int EmptyStride = 64;
    private readonly AuditedFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_chain_whose_last_block_was_cut_off_is_found_by_the_decisions_it_lacks()
    {
        await PrepareTwoBlocks();

        RawSql.Execute(folder.Chain, "DELETE FROM blocks WHERE number = 2");

        var report = await folder.Verify();
        Assert.Equal(3, report.FindingsTotal);
        Assert.All(report.Findings, finding => Assert.Equal(AuditFindingKind.DecisionAdded, finding.Kind));
    }

    [Fact]
    public async Task A_missing_first_block_is_found_and_the_rest_still_checked()
    {
        await PrepareTwoBlocks();

        RawSql.Execute(folder.Chain, "DELETE FROM blocks WHERE number = 1");

        var report = await folder.Verify();
        Assert.Equal((AuditFindingKind.BlockMissing, (long?)1), (Assert.Single(report.Findings).Kind, report.Findings[0].Block));
        Assert.Equal((3, Limits.AuditBlockDecisionsMax), (report.Tenants[0].Verified, report.Tenants[0].Unreadable));
    }

    [Fact]
    public async Task A_damaged_last_block_is_found_and_its_decisions_are_counted()
    {
        await PrepareTwoBlocks();

        RawSql.Execute(folder.Chain, "UPDATE blocks SET salts = digests WHERE number = 2");

        var report = await folder.Verify();
        Assert.Equal((AuditFindingKind.BlockDamaged, (long?)2), (Assert.Single(report.Findings).Kind, report.Findings[0].Block));
        Assert.Equal((Limits.AuditBlockDecisionsMax, 3), (report.Tenants[0].Verified, report.Tenants[0].Unreadable));
    }

    [Fact]
    public async Task A_digest_that_was_made_to_fit_an_edit_breaks_the_links()
    {
        await PrepareTwoBlocks();
        using var store = SqliteAuditStore.Open(folder.Path);
        var block = (await store.ReadBlock(Sample.Acme, 1, Cancellation))!;
        var state = await store.ReadState(Cancellation);
        AuditLeaf[] forged = [block.Leaves[0] with { Digest = AuditHash.Of("forged"u8) }, .. block.Leaves.Skip(1)];

        await store.Save(state.SealedPosition, state.SealedPosition, [block with { Leaves = forged }], Cancellation);
        store.Dispose();

        Assert.Equal([AuditFindingKind.LinkBroken, AuditFindingKind.DecisionEdited], (await folder.Verify()).Findings.Select(one => one.Kind));
    }

    [Fact]
    public async Task A_digest_in_the_last_block_that_fits_an_edit_does_not_fit_the_chains_hash()
    {
        await folder.Append(["u1"]);
        await folder.Seal();
        var edited = AuditedFolder.Decision("d-u1-1", "edited");
        folder.Rewrite(1, parts => parts[0].Events[1] = edited);
        using var store = SqliteAuditStore.Open(folder.Path);
        using var digests = new LeafDigest();
        var block = (await store.ReadLastBlock(Sample.Acme, Cancellation))!;
        var state = await store.ReadState(Cancellation);
        var leaf = block.Leaves[0];
        var forged = leaf with { Digest = digests.Of(leaf.Salt, new StoredEvent(leaf.Position, Sample.User("u1"), 2, edited)) };

        await store.Save(state.SealedPosition, state.SealedPosition, [block with { Leaves = [forged] }], Cancellation);

        Assert.Equal(AuditFindingKind.LinkBroken, Assert.Single((await folder.Verify()).Findings).Kind);
    }

    [Fact]
    public async Task A_block_that_was_computed_anew_does_not_fit_the_next_one()
    {
        await PrepareTwoBlocks();
        using var store = SqliteAuditStore.Open(folder.Path);
        var block = (await store.ReadBlock(Sample.Acme, 1, Cancellation))!;
        var state = await store.ReadState(Cancellation);
        var growth = new ChainGrowth(Sample.Acme, null);
        foreach (var leaf in block.Leaves)
        {
            growth.Add(leaf.Position, leaf.Salt, AuditHash.Of("forged"u8));
        }

        await store.Save(state.SealedPosition, state.SealedPosition, [growth.Blocks().First()], Cancellation);
        store.Dispose();

        Assert.Contains((await folder.Verify()).Findings, one => one.Kind == AuditFindingKind.LinkBroken && one.Block == 2);
    }

    [Fact]
    public async Task A_missing_file_is_a_finding()
    {
        Assert.Equal(AuditFindingKind.ChainDamaged, Assert.Single((await folder.Verify()).Findings).Kind);
        await folder.Append(["u1"]);
        await folder.Seal();
        File.Delete(folder.Journal);
        Assert.Equal(AuditFindingKind.JournalCut, Assert.Single((await folder.Verify()).Findings).Kind);
    }

    [Fact]
    public async Task Whichever_byte_of_a_small_chain_flips_it_is_told_or_changes_nothing()
    {
        await folder.Append(["u1", "u2"], ["u1"]);
        await folder.Seal();
        await folder.Erase(Positions.Of(1, 1));
        folder.Rewrite(1, parts => parts[0].IsErased = true);
        var expected = await folder.Verify();
        Assert.True(expected.IsGood);
        var bytes = await File.ReadAllBytesAsync(folder.Chain, Cancellation);
        var told = 0;
        for (var at = 0; at < bytes.Length; at += IsEmptySpace(bytes, at) ? EmptyStride : 1)
        {
            bytes[at] ^= 0x5A;
            await File.WriteAllBytesAsync(folder.Chain, bytes, Cancellation);
            var report = await folder.Verify();
            if (report.IsGood)
            {
                Assert.Equal(expected.Tenants, report.Tenants);
                Assert.Equal(expected.SealedPosition, report.SealedPosition);
            }
            else
            {
                told++;
            }

            bytes[at] ^= 0x5A;
            File.Delete(folder.Chain + "-wal");
            File.Delete(folder.Chain + "-shm");
        }

        Assert.True(told > 500, $"only {told} of {bytes.Length} flips were told");
    }

    [Fact]
    public async Task At_whichever_length_a_small_chain_is_cut_it_is_told()
    {
        await folder.Append(["u1", "u2"], ["u1"]);
        await folder.Seal();
        var bytes = await File.ReadAllBytesAsync(folder.Chain, Cancellation);
        for (var length = 0; length < bytes.Length; length += 97)
        {
            await File.WriteAllBytesAsync(folder.Chain, bytes[..length], Cancellation);
            Assert.False((await folder.Verify()).IsGood, $"cut at {length}");
        }
    }

    /// <summary>Most of a small file is space that nothing uses yet; a sample of it is enough.</summary>
    private static bool IsEmptySpace(byte[] bytes, int at) => bytes.AsSpan(at, Math.Min(EmptyStride, bytes.Length - at)).IndexOfAnyExcept((byte)0) < 0;

    private async Task PrepareTwoBlocks()
    {
        await folder.Append([.. Enumerable.Range(0, Limits.AuditBlockDecisionsMax).Select(at => $"u{at}")], ["a", "b", "c"]);
        await folder.Seal();
    }
}
