using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.Journal.Audit.Anchors;
using Personalization.Journal.Audit.Chains;
using Personalization.Journal.Audit.Verifying;

namespace Personalization.Journal.Tests.Audit;

public sealed class AnchorTests : IDisposable
{
    private readonly AuditedFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_journal_that_only_grew_holds_against_all_anchors_of_its_past()
    {
        var anchors = new List<AuditAnchor>();
        await folder.Append(["u0"]);
        await folder.Seal();
        foreach (var user in Enumerable.Range(1, 4))
        {
            anchors.Add(await folder.Anchor());
            await folder.Append([$"u{user}", "u0"]);
            await folder.Seal();
        }

        Assert.Empty((await folder.Verify([.. anchors])).Findings);
        Assert.Equal([1, 3, 5, 7], anchors.Select(anchor => anchor.Decisions));
    }

    [Fact]
    public async Task A_journal_and_a_chain_that_were_cut_at_the_same_place_are_found_against_an_anchor_only()
    {
        await folder.Append(["u1"]);
        await folder.Seal();
        var chainThen = await File.ReadAllBytesAsync(folder.Chain, TestContext.Current.CancellationToken);
        await folder.Append(["u2"]);
        await folder.Seal();
        var anchor = await folder.Anchor();

        RawSql.Execute(folder.Journal, "DELETE FROM commits WHERE id = 2");
        await File.WriteAllBytesAsync(folder.Chain, chainThen, TestContext.Current.CancellationToken);
        File.Delete(folder.Mark);

        Assert.Empty((await folder.Verify()).Findings);
        Assert.Equal([AuditFindingKind.AnchorChainCut, AuditFindingKind.AnchorJournalCut], (await folder.Verify(anchor)).Findings.Select(one => one.Kind));
    }

    [Fact]
    public async Task A_chain_that_was_made_anew_after_an_edit_is_found_against_an_anchor_only()
    {
        await folder.Append(["u1"], ["u2"]);
        await folder.Seal();
        var anchor = await folder.Anchor();

        folder.Rewrite(2, parts => parts[0].Events[1] = (Served)parts[0].Events[1] with { Surface = "elsewhere" });
        File.Delete(folder.Chain);
        File.Delete(folder.Mark);
        await folder.Seal();

        Assert.Empty((await folder.Verify()).Findings);
        Assert.Equal([AuditFindingKind.AnchorChainDiffers, AuditFindingKind.AnchorJournalDiffers], (await folder.Verify(anchor)).Findings.Select(one => one.Kind));
    }

    [Fact]
    public async Task An_event_of_no_interest_that_changed_is_found_by_the_anchored_commit()
    {
        await folder.Append(["u1"]);
        await folder.Seal();
        var anchor = await folder.Anchor();

        folder.Rewrite(1, parts => parts[0].Events[0] = Sample.Tracked("other"));

        Assert.Empty((await folder.Verify()).Findings);
        Assert.Equal([AuditFindingKind.AnchorJournalDiffers], (await folder.Verify(anchor)).Findings.Select(one => one.Kind));
    }

    [Fact]
    public async Task A_commit_that_an_erasure_rewrote_may_differ_from_its_anchor()
    {
        await folder.Append(["u1", "u2"]);
        await folder.Seal();
        var anchor = await folder.Anchor();

        folder.Rewrite(1, parts => parts[0].IsErased = true);
        await folder.Erase(Positions.Of(1, 1));

        Assert.Empty((await folder.Verify(anchor)).Findings);
    }

    [Fact]
    public async Task An_anchor_of_a_tenant_without_decisions_is_good_and_found_to_be_cut_never()
    {
        await folder.Append(["u1"]);
        await folder.Seal();
        var anchor = await folder.Anchor();
        var empty = anchor with { Tenant = new TenantId("acme/test"), Decisions = 0, Hash = ChainHead.Empty(new TenantId("acme/test")).Link };

        Assert.Empty((await folder.Verify(empty)).Findings);
        Assert.Equal([AuditFindingKind.AnchorChainDiffers], (await folder.Verify(empty with { Hash = anchor.Hash })).Findings.Select(one => one.Kind));
    }

    [Fact]
    public async Task A_chain_that_was_made_anew_with_a_decision_more_is_found_by_the_anchors_position()
    {
        await folder.Append(["u1"]);
        await folder.Seal();
        var early = await folder.Anchor();
        await folder.Append(["u2"]);
        await folder.Seal();

        var finding = Assert.Single((await folder.Verify(early with { Position = Positions.Of(9, 0) })).Findings);

        Assert.Equal((AuditFindingKind.AnchorChainDiffers, (long?)2), (finding.Kind, finding.Decision));
    }

    [Fact]
    public void An_anchor_is_written_as_ever_and_read_back()
    {
        var anchor = new AuditAnchor(
            Sample.Acme, 7, 1_048_577, new AuditHash(1, 2, 3, 0xF00D), Sample.Noon, new AnchoredCommit(1, 0xABC));
        const string Text =
            """{"format":1,"tenant":"acme/production","decisions":7,"position":1048577,"hash":"000000000000000100000000000000020000000000000003000000000000f00d","at":"2026-03-01T12:00:00Z","journal":{"commit":1,"checksum":"0000000000000abc"}}""";

        Assert.Equal(Text, System.Text.Encoding.UTF8.GetString(AnchorJson.Write(anchor)));
        Assert.Null(AnchorJson.Read(System.Text.Encoding.UTF8.GetBytes(Text), out var read));
        Assert.Equal(anchor, read);
    }

    [Theory]
    [InlineData("anchor_malformed", "")]
    [InlineData("anchor_malformed", "[]")]
    [InlineData("anchor_malformed", "{\"format\":1}")]
    [InlineData("anchor_malformed", "{\"format\":1,\"tenant\":\"a/b\",\"decisions\":1,\"position\":1,\"hash\":\"12\",\"at\":\"2026-03-01T12:00:00Z\",\"journal\":null}")]
    [InlineData("anchor_format", "{\"format\":2}")]
    public void What_is_no_anchor_is_a_problem(string code, string text) =>
        Assert.Equal(code, AnchorJson.Read(System.Text.Encoding.UTF8.GetBytes(text), out _)?.Code);
}
