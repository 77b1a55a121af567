using Personalization.HostContract;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Audit.Verifying;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Audit;

/// <summary>An erased person's decisions stay in the chain as digests that say nothing any more.</summary>
public sealed class ErasureTests : IDisposable
{
    private readonly AuditedFolder folder = new();
    private readonly long mine = Positions.Of(1, 3), mineLater = Positions.Of(2, 1);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_chain_with_erased_decisions_verifies_and_counts_them()
    {
        await Prepare();

        EraseFromJournal();
        Assert.Equal(2, await folder.Erase(mine, mineLater));

        var report = await folder.Verify();
        Assert.Empty(report.Findings);
        Assert.Equal((5, 3, 2), (report.Tenants[0].Sealed, report.Tenants[0].Verified, report.Tenants[0].Erased));
    }

    [Fact]
    public async Task The_bytes_of_a_destroyed_salt_are_in_no_file_any_more()
    {
        await Prepare();
        using var reader = SqliteAuditStore.OpenReader(folder.Path)!;
        var block = (await reader.ReadLastBlock(Sample.Acme, TestContext.Current.CancellationToken))!;
        reader.Dispose();
        byte[][] salts = [.. block.Leaves.Select(leaf => BytesOf(leaf.Salt))];
        Assert.All(salts, salt => Assert.True(IsInAFile(salt)));

        await folder.Erase(mine, mineLater);

        Assert.Equal([true, false, true, false, true], salts.Select(IsInAFile));
    }

    [Fact]
    public async Task A_salt_is_gone_from_the_write_ahead_log_while_the_server_runs()
    {
        await folder.Append(["u1"]);
        await folder.Seal();
        using var server = SqliteAuditStore.Open(folder.Path);
        var block = (await server.ReadLastBlock(Sample.Acme, TestContext.Current.CancellationToken))!;
        var state = await server.ReadState(TestContext.Current.CancellationToken);
        Assert.True(await server.Save(state.SealedPosition, state.SealedPosition, [block], TestContext.Current.CancellationToken));
        Assert.True(IsInAFile(BytesOf(block.Leaves[0].Salt)));

        Assert.Equal(1, await server.Erase(Sample.Acme, [block.FirstPosition], TestContext.Current.CancellationToken));

        Assert.False(IsInAFile(BytesOf(block.Leaves[0].Salt)));
    }

    [Fact]
    public async Task A_decision_that_is_marked_as_erased_and_still_there_is_found()
    {
        await Prepare();

        await folder.Erase(mine);

        var finding = Assert.Single((await folder.Verify()).Findings);
        Assert.Equal((AuditFindingKind.ErasedButPresent, (long?)2, Sample.User("me")), (finding.Kind, finding.Decision, finding.Subject!.Value));
    }

    [Fact]
    public async Task Erasing_a_subject_takes_its_events_and_its_salts_and_leaves_the_chain_good()
    {
        await Prepare();
        await folder.Append(["me"]);
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path });
        using var store = SqliteAuditStore.Open(folder.Path);
        using var sealer = new AuditSealer(journal, store, TimeProvider.System);

        Assert.Equal((6, 2), await sealer.Erase(Sample.User("me"), head: null, TestContext.Current.CancellationToken));
        Assert.Equal((0, 0), await sealer.Erase(Sample.User("me"), head: null, TestContext.Current.CancellationToken));
        await sealer.Seal(TestContext.Current.CancellationToken);

        var report = await folder.Verify();
        Assert.Empty(report.Findings);
        Assert.Equal((5, 3, 2), (report.Tenants[0].Sealed, report.Tenants[0].Verified, report.Tenants[0].Erased));
    }

    [Fact]
    public async Task An_erasure_that_went_past_the_chain_is_found_and_can_be_made_good()
    {
        await Prepare();

        EraseFromJournal();
        var report = await folder.Verify();
        await folder.Erase(mine, mineLater);

        Assert.Equal([(AuditFindingKind.SaltKept, 2L), (AuditFindingKind.SaltKept, 4L)], report.Findings.Select(one => (one.Kind, one.Decision!.Value)));
        Assert.Empty((await folder.Verify()).Findings);
    }

    [Fact]
    public async Task Whoever_destroys_a_salt_to_hide_a_deletion_is_found()
    {
        await Prepare();

        folder.Rewrite(1, parts => parts[1].Events.RemoveAt(1));
        await folder.Erase(mine);

        Assert.Contains((await folder.Verify()).Findings, one => one.Kind == AuditFindingKind.ErasedWithoutMark && one.Decision == 2);
    }

    [Fact]
    public async Task Positions_that_are_in_no_block_are_not_counted()
    {
        await Prepare();

        Assert.Equal(0, await folder.Erase(0, mine - 1, Positions.Of(99, 0)));
        Assert.Equal(1, await folder.Erase(mine));
        Assert.Equal(0, await folder.Erase(mine));
    }

    [Fact]
    public async Task The_chain_goes_on_behind_an_erased_decision()
    {
        await Prepare();
        EraseFromJournal();
        await folder.Erase(mine, mineLater);

        await folder.Append(["u1", "u2"]);
        await folder.Seal();

        var report = await folder.Verify();
        Assert.Empty(report.Findings);
        Assert.Equal((7, 2), (report.Tenants[0].Sealed, report.Tenants[0].Erased));
    }

    private async Task Prepare()
    {
        await folder.Append(["u1", "me", "u2"], ["me", "u3"]);
        await folder.Seal();
    }

    private void EraseFromJournal()
    {
        folder.Rewrite(1, parts => parts[1].IsErased = true);
        folder.Rewrite(2, parts => parts[0].IsErased = true);
    }

    private bool IsInAFile(byte[] salt) => Directory.GetFiles(folder.Path, "audit.db*").Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(salt) >= 0;
    });

    private static byte[] BytesOf(UInt128 salt)
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128LittleEndian(bytes, salt);
        return bytes;
    }
}
