using Personalization.Core.Events;
using Personalization.HostContract;
using Personalization.Journal.Audit.Verifying;

namespace Personalization.Journal.Tests.Audit;

/// <summary>Whoever may write to the journal's file may make its checksums right again. The chain tells all the same.</summary>
public sealed class TamperedJournalTests : IDisposable
{
    private readonly AuditedFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_journal_that_nobody_touched_is_good()
    {
        await Prepare();

        var report = await folder.Verify();

        Assert.Empty(report.Findings);
        Assert.Equal(new TenantAudit(Sample.Acme, 6, 6, 0, 0, 0, report.Tenants[0].Hash), Assert.Single(report.Tenants));
    }

    [Fact]
    public async Task Any_edit_of_a_decision_is_found_with_its_number_place_and_subject()
    {
        Func<Served, Served>[] edits =
        [
            one => one with { Surface = "home.cart" }, one => one with { CatalogHash = "c0fffe" }, one => one with { Time = one.Time + TimeSpan.FromMilliseconds(1) },
            one => one with { AccountVersion = 8 }, one => one with { Actions = [new ServedAction("help.first", "b")] }, one => one with { Actions = [] },
            one => one with { Id = "d-u2-x" }, one => one with { AccountId = null }, one => one with { RequestId = "r" },
        ];
        foreach (var edit in edits)
        {
            using var edited = new AuditedFolder();
            await edited.Append(["u1", "u2", "u3"]);
            await edited.Seal();

            edited.Rewrite(1, parts => parts[1].Events[1] = edit((Served)parts[1].Events[1]));

            var finding = Assert.Single((await edited.Verify()).Findings);
            Assert.Equal((AuditFindingKind.DecisionEdited, "decision_edited", (long?)2, Positions.Of(1, 3), Sample.User("u2")),
                (finding.Kind, finding.Code, finding.Decision, finding.Position!.Value, finding.Subject!.Value));
        }
    }

    [Fact]
    public async Task Another_subject_or_version_for_a_decision_is_an_edit()
    {
        await Prepare();

        folder.Rewrite(1, parts => parts[0].Subject = Sample.User("somebody"));
        folder.Rewrite(2, parts => parts[1].FirstVersion++);

        Assert.Equal([AuditFindingKind.DecisionEdited, AuditFindingKind.DecisionEdited], await Kinds());
    }

    [Fact]
    public async Task A_deleted_decision_is_found()
    {
        await Prepare();

        folder.Rewrite(2, parts => parts[2].Events.RemoveAt(1));

        var finding = Assert.Single((await folder.Verify()).Findings);
        Assert.Equal((AuditFindingKind.DecisionMissing, (long?)6, (long?)1), (finding.Kind, finding.Decision, finding.Block));
    }

    [Fact]
    public async Task Two_decisions_that_were_swapped_are_both_told_as_moved()
    {
        await Prepare();

        folder.Rewrite(1, parts => (parts[0], parts[2]) = (parts[2], parts[0]));

        var findings = (await folder.Verify()).Findings;
        Assert.All(findings, finding => Assert.Equal(AuditFindingKind.DecisionMoved, finding.Kind));
        Assert.Equal([(1L, Sample.User("u1")), (3L, Sample.User("u3"))], findings.Select(one => (one.Decision!.Value, one.Subject!.Value)).Order());
    }

    [Fact]
    public async Task An_inserted_decision_is_found_and_those_it_pushed_are_told_as_moved()
    {
        await Prepare();

        folder.Rewrite(1, parts => parts.Insert(0, new RewrittenPart(Sample.User("u9"), 1, [AuditedFolder.Decision("d-u9-1")])));

        var findings = (await folder.Verify()).Findings;
        Assert.Equal(3, findings.Count(one => one.Kind == AuditFindingKind.DecisionMoved));
        Assert.Equal(Sample.User("u9"), Assert.Single(findings, one => one.Kind == AuditFindingKind.DecisionAdded).Subject);
    }

    [Fact]
    public async Task A_decision_in_place_of_an_event_is_found_as_added()
    {
        await Prepare();

        folder.Rewrite(2, parts => parts[0].Events[0] = AuditedFolder.Decision("d-more"));

        Assert.Equal([AuditFindingKind.DecisionAdded], await Kinds());
    }

    [Fact]
    public async Task A_cut_journal_is_found_by_the_chain()
    {
        await Prepare();

        RawSql.Execute(folder.Journal, "DELETE FROM commits WHERE id = 2");

        var report = await folder.Verify();
        Assert.Equal((AuditFindingKind.JournalCut, (long?)4), (Assert.Single(report.Findings).Kind, report.Findings[0].Decision));
        Assert.Equal(3, report.Tenants[0].Verified);
    }

    [Fact]
    public async Task A_damaged_commit_is_one_finding_and_its_decisions_are_counted()
    {
        await Prepare();

        RawSql.Execute(folder.Journal, "UPDATE commits SET checksum = checksum + 1 WHERE id = 1");

        var report = await folder.Verify();
        Assert.Equal((AuditFindingKind.CommitDamaged, (long?)1), (Assert.Single(report.Findings).Kind, report.Findings[0].Commit));
        Assert.Equal((3, 3), (report.Tenants[0].Verified, report.Tenants[0].Unreadable));
    }

    [Fact]
    public async Task What_is_not_sealed_yet_is_counted_and_no_finding()
    {
        await Prepare();
        await folder.Append(["u1"], ["u7", "u8"]);

        var report = await folder.Verify();

        Assert.Empty(report.Findings);
        Assert.Equal((6, 3), (report.Tenants[0].Sealed, report.Tenants[0].Unsealed));
        Assert.True(report.SealedPosition < report.EndPosition);
    }

    [Fact]
    public async Task Findings_beyond_the_first_thousand_are_counted()
    {
        string[] users = [.. Enumerable.Range(0, Limits.AuditFindingsMax + 500).Select(at => $"u{at}")];
        await folder.Append([users]);
        await folder.Seal();

        folder.Rewrite(1, parts => parts.ForEach(part => part.Events[1] = (Served)part.Events[1] with { Surface = "x" }));

        var report = await folder.Verify();
        Assert.Equal((Limits.AuditFindingsMax, users.Length), (report.Findings.Count, report.FindingsTotal));
        Assert.False(report.IsGood);
    }

    private async Task Prepare()
    {
        await folder.Append(["u1", "u2", "u3"], ["u4", "u1", "u5"]);
        await folder.Seal();
    }

    private async Task<IEnumerable<AuditFindingKind>> Kinds() => (await folder.Verify()).Findings.Select(one => one.Kind);
}
