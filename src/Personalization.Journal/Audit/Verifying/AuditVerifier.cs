using Personalization.Core.Subjects;
using Personalization.Journal.Audit.Anchors;
using Personalization.Journal.Audit.Chains;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Audit.Verifying;

/// <summary>Computes every digest anew from the journal and every link of the chains, and says what is not as it was sealed.</summary>
/// <remarks>Memory holds one block of each chain and nothing of the journal but a commit, however long both are.</remarks>
/// <param name="state">How far the chains went, read before the journal was opened: what is sealed later is no part of the audit.</param>
/// <param name="store">The chains.</param>
/// <param name="journal">The journal.</param>
public sealed class AuditVerifier(AuditState state, IAuditStore store, IAuditedJournal journal) : IDisposable
{
    private readonly LeafDigest digests = new();
    private readonly FindingList findings = new();
    private readonly DamagedCommits damage = new();
    private readonly Dictionary<TenantId, ChainCheck> checks = [];

    /// <summary>Verifies all chains, or one.</summary>
    /// <param name="only">The only tenant that matters; null for all.</param>
    /// <param name="anchors">Anchors to hold chains and journal against; those of other tenants than <paramref name="only"/> are left out.</param>
    /// <param name="progress">Is told how far it is; null for nobody.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<AuditReport> Run(TenantId? only, IReadOnlyList<AuditAnchor> anchors, IProgress<AuditProgress>? progress, CancellationToken cancellation)
    {
        var wanted = anchors.Where(anchor => only is null || anchor.Tenant == only).ToLookup(anchor => anchor.Tenant);
        foreach (var head in state.Heads.Where(head => only is null || head.Tenant == only))
        {
            Begin(head, wanted);
        }

        foreach (var tenant in wanted.Select(one => one.Key).Where(tenant => !checks.ContainsKey(tenant)))
        {
            Begin(ChainHead.Empty(tenant), wanted);
        }

        await foreach (var commit in journal.Read(cancellation))
        {
            if (commit.Damage is { } reason)
            {
                damage.Add(commit.Commit, reason);
            }

            foreach (var slot in commit.Slots.Where(slot => only is null || slot.Tenant == only))
            {
                await (checks.GetValueOrDefault(slot.Tenant) ?? Begin(ChainHead.Empty(slot.Tenant), wanted)).Take(slot, cancellation);
            }

            var reached = commit.Slots is [.., var last] ? last.Last : FeedPosition.EndOf(commit.Commit);
            progress?.Report(new AuditProgress(Math.Min(reached, journal.EndPosition), journal.EndPosition));
        }

        progress?.Report(new AuditProgress(journal.EndPosition, journal.EndPosition));
        return await End(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => digests.Dispose();

    private ChainCheck Begin(ChainHead head, ILookup<TenantId, AuditAnchor> anchors)
    {
        var anchored = new AnchorCheck(anchors[head.Tenant], findings);
        anchored.Linked(0, 0, ChainLink.Start(head.Tenant));
        var cursor = new ChainCursor(head, store, anchored, findings);
        return checks[head.Tenant] = new ChainCheck(head, cursor, anchored, digests, damage, state.SealedPosition, journal, findings);
    }

    private async Task<AuditReport> End(CancellationToken cancellation)
    {
        foreach (var finding in damage.Findings())
        {
            findings.Add(finding);
        }

        if (state.Heads.FirstOrDefault(head => head.Position > state.SealedPosition) is { } ahead)
        {
            findings.Add(new AuditFinding(AuditFindingKind.ChainDamaged, $"The journal is marked as sealed up to position {state.SealedPosition} only, but the chain goes on to {ahead.Position}.") { Tenant = ahead.Tenant });
        }

        var tenants = new List<TenantAudit>();
        foreach (var (_, check) in checks.OrderBy(one => one.Key.Value, StringComparer.Ordinal))
        {
            tenants.Add(await check.End(cancellation));
        }

        return new AuditReport(tenants, findings.First, findings.Total, state.SealedPosition, journal.EndPosition);
    }
}
