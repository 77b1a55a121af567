using Personalization.Journal.Audit.Anchors;
using Personalization.Journal.Audit.Chains;

namespace Personalization.Journal.Audit.Verifying;

/// <summary>Holds one chain, and the journal, against anchors of it.</summary>
/// <param name="anchors">The anchors of this chain's tenant.</param>
/// <param name="findings">Where differences go.</param>
internal sealed class AnchorCheck(IEnumerable<AuditAnchor> anchors, FindingList findings)
{
    private readonly Dictionary<long, List<AuditAnchor>> byDecisions = anchors.GroupBy(one => one.Decisions).ToDictionary(one => one.Key, one => one.ToList());

    /// <summary>Tells the chain's hash after so many decisions, the last of which stands at a position.</summary>
    public void Linked(long decisions, long position, AuditHash link)
    {
        if (byDecisions.Count == 0)
        {
            return;
        }

        foreach (var anchor in byDecisions.GetValueOrDefault(decisions, []).Where(one => one.Hash != link))
        {
            findings.Add(Of(AuditFindingKind.AnchorChainDiffers, anchor, $"The chain's hash after decision {decisions} is {link}; the anchor of {anchor.At} has {anchor.Hash}."));
        }

        foreach (var anchor in byDecisions.GetValueOrDefault(decisions - 1, []).Where(one => position <= one.Position))
        {
            findings.Add(Of(
                AuditFindingKind.AnchorChainDiffers, anchor,
                $"Decision {decisions} stands at position {position}, but by the anchor of {anchor.At} there were only {anchor.Decisions} up to position {anchor.Position}.") with
            { Decision = decisions, Position = position });
        }
    }

    /// <summary>Tells how many decisions the chain has in all.</summary>
    public void End(long decisions)
    {
        foreach (var anchor in byDecisions.Where(one => one.Key > decisions).SelectMany(one => one.Value))
        {
            findings.Add(Of(AuditFindingKind.AnchorChainCut, anchor, $"The chain has {decisions} decisions; it had {anchor.Decisions} by the anchor of {anchor.At}."));
        }
    }

    /// <summary>Holds the journal against the anchors.</summary>
    public void Compare(IAuditedJournal journal)
    {
        foreach (var anchor in byDecisions.SelectMany(one => one.Value))
        {
            if (anchor.Journal is not { } expected || journal.LastCommit is not { } last)
            {
                continue;
            }

            if (expected.Commit > last)
            {
                findings.Add(Of(AuditFindingKind.AnchorJournalCut, anchor, $"The journal ends with commit {last}; it had commit {expected.Commit} by the anchor of {anchor.At}."));
            }
            else if (journal.MarkOf(expected.Commit) is { WasRewritten: false } found && found.Checksum != expected.Checksum)
            {
                findings.Add(Of(AuditFindingKind.AnchorJournalDiffers, anchor, $"Commit {expected.Commit} of the journal has another content than by the anchor of {anchor.At}.") with { Commit = expected.Commit });
            }
        }
    }

    private static AuditFinding Of(AuditFindingKind kind, AuditAnchor anchor, string message) =>
        new(kind, message) { Tenant = anchor.Tenant, Decision = anchor.Decisions, Position = anchor.Position, Commit = anchor.Journal?.Commit };
}
