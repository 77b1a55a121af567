using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Audit.Chains;
using Personalization.Journal.Audit.Verifying;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Audit.Anchors;

/// <summary>Makes anchors.</summary>
public static class AuditAnchors
{
    /// <summary>Makes an anchor of a tenant's chain as it is.</summary>
    /// <param name="state">How far the chains go.</param>
    /// <param name="tenant">Whose chain; one without decisions can be anchored too.</param>
    /// <param name="journal">The embedded journal; null for one that has no commits with checksums.</param>
    /// <param name="at">The time now.</param>
    public static AuditAnchor Make(AuditState state, TenantId tenant, IAuditedJournal? journal, Instant at)
    {
        var head = state.Heads.FirstOrDefault(one => one.Tenant == tenant) ?? ChainHead.Empty(tenant);
        var mark = state.SealedPosition > 0 ? journal?.MarkOf(FeedPosition.CommitOf(state.SealedPosition)) : null;
        return new AuditAnchor(
            tenant, head.Decisions, state.SealedPosition, head.Link, at, mark is { } commit ? new AnchoredCommit(commit.Commit, commit.Checksum) : null);
    }

    /// <summary>The same of each chain there is, by tenant; or of one only.</summary>
    internal static IReadOnlyList<AuditAnchor> MakeAll(AuditState state, TenantId? tenant, IAuditedJournal? journal, Instant at)
    {
        IEnumerable<TenantId> tenants = tenant is { } one ? [one] : state.Heads.Select(head => head.Tenant).OrderBy(head => head.Value, StringComparer.Ordinal);
        return [.. tenants.Select(of => Make(state, of, journal, at))];
    }
}
