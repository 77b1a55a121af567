using Personalization.Core.Events;
using Personalization.HostContract;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Verifying;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Audit;

/// <summary>An audit of a journal that is more than a file is made through its feed.</summary>
public sealed class JournalFeedTests : IDisposable
{
    private readonly AuditedFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_feed_is_held_against_the_chain_as_the_file_is()
    {
        await Prepare();

        var (file, feed) = (await folder.Verify(), await VerifyFeed());

        Assert.Equal(file.Tenants, feed.Tenants);
        Assert.Empty(feed.Findings);
    }

    [Fact]
    public async Task An_edit_a_deletion_and_an_addition_are_found_in_the_feed()
    {
        await Prepare();

        folder.Rewrite(1, parts => parts[0].Events[1] = (Served)parts[0].Events[1] with { Surface = "x" });
        folder.Rewrite(1, parts => parts[1].Events[1] = Sample.Tracked("t"));
        folder.Rewrite(2, parts => parts[0].Events[0] = AuditedFolder.Decision("more"));

        Assert.Equal(
            [AuditFindingKind.DecisionEdited, AuditFindingKind.DecisionMissing, AuditFindingKind.DecisionAdded],
            (await VerifyFeed()).Findings.Select(one => one.Kind));
    }

    [Fact]
    public async Task An_erased_decision_leaves_no_mark_in_a_feed_and_is_counted()
    {
        await Prepare();

        folder.Rewrite(1, parts => parts[0].IsErased = true);
        await folder.Erase(Positions.Of(1, 1));

        var report = await VerifyFeed();
        Assert.Empty(report.Findings);
        Assert.Equal((4, 1), (report.Tenants[0].Verified, report.Tenants[0].Erased));
    }

    [Fact]
    public async Task An_anchor_of_the_file_says_nothing_of_commits_that_a_feed_does_not_have()
    {
        await Prepare();
        var anchor = await folder.Anchor();

        Assert.Empty((await VerifyFeed(anchor)).Findings);
        Assert.NotNull(anchor.Journal);
    }

    private async Task Prepare()
    {
        await folder.Append(["u1", "u2"], ["u3", "u1"], ["u4"]);
        await folder.Seal();
    }

    private async Task<AuditReport> VerifyFeed(params Journal.Audit.Anchors.AuditAnchor[] anchors)
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path });
        return await FolderAudit.Verify(folder.Path, journal, null, anchors, null, TestContext.Current.CancellationToken);
    }
}
