using Personalization.HostContract;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Audit.Verifying;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Audit;

/// <summary>A chain whose file was emptied, taken away or replaced looks like one that has just begun.</summary>
public sealed class EmptiedChainTests : IDisposable
{
    private readonly AuditedFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Deleted_rows_are_found()
    {
        await Fill();
        RawSql.Execute(folder.Chain, "DELETE FROM blocks; DELETE FROM sealed");
        await AssertFound();
    }

    [Fact]
    public async Task A_new_file_in_the_place_of_the_chain_is_found_and_no_new_chain_covers_it()
    {
        await Fill();
        File.Delete(folder.Chain);
        SqliteAuditStore.Open(folder.Path).Dispose();
        await AssertFound();
        await Assert.ThrowsAsync<AuditDamagedException>(folder.Seal);
        await AssertFound();
    }

    [Fact]
    public async Task An_older_copy_in_the_place_of_the_chain_is_found()
    {
        await folder.Append(["u1"]);
        await folder.Seal();
        var older = await File.ReadAllBytesAsync(folder.Chain, Cancellation);
        await folder.Append(["u2"]);
        await folder.Seal();
        await File.WriteAllBytesAsync(folder.Chain, older, Cancellation);
        await AssertFound();
    }

    [Fact]
    public async Task A_chain_that_is_gone_altogether_is_found()
    {
        await Fill();
        File.Delete(folder.Chain);
        Assert.Equal(AuditFindingKind.ChainDamaged, Assert.Single((await folder.Verify()).Findings).Kind);
    }

    [Fact]
    public async Task Without_the_mark_an_anchor_finds_it()
    {
        await Fill();
        var anchor = await folder.Anchor();
        RawSql.Execute(folder.Chain, "DELETE FROM blocks; DELETE FROM sealed");
        File.Delete(folder.Mark);
        Assert.True((await folder.Verify()).IsGood);
        Assert.Equal(AuditFindingKind.AnchorChainCut, Assert.Single((await folder.Verify(anchor)).Findings).Kind);
    }

    [Fact]
    public async Task Who_deletes_the_mark_begins_a_new_chain()
    {
        await Fill();
        File.Delete(folder.Chain);
        File.Delete(folder.Mark);
        await folder.Seal();
        Assert.True((await folder.Verify()).IsGood);
    }

    [Fact]
    public async Task The_mark_never_says_more_than_is_sealed()
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path });
        using var store = SqliteAuditStore.Open(folder.Path);
        using var sealer = new AuditSealer(journal, store, TimeProvider.System);
        for (var version = 1; version <= 3; version++)
        {
            await journal.Append([new StreamAppend(Sample.User("u1"), version, [AuditedFolder.Decision($"d{version}")])]);
            await sealer.Seal(Cancellation);
            Assert.Equal(sealer.SealedPosition, (await store.ReadState(Cancellation)).SealedPosition);
        }
    }

    private async Task Fill()
    {
        await folder.Append(["u1", "u2"], ["u1"]);
        await folder.Seal();
    }

    private async Task AssertFound()
    {
        var found = Assert.Single((await folder.Verify()).Findings);
        Assert.Equal(AuditFindingKind.ChainDamaged, found.Kind);
        Assert.Contains("audit.ack says that it was sealed up to", found.Message, StringComparison.Ordinal);
    }
}
