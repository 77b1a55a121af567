using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Audit.Anchors;
using Personalization.Journal.Audit.Verifying;

namespace Personalization.Journal.Audit.Postgres;

/// <summary>Audits a journal in PostgreSQL whose chains are beside it, while servers use both.</summary>
public static class DatabaseAudit
{
    /// <summary>Verifies chains and journal; see <see cref="AuditVerifier.Run"/>.</summary>
    /// <param name="store">The chains.</param>
    /// <param name="journal">The journal of the same schema.</param>
    /// <param name="tenant">The only tenant that matters; null for all.</param>
    /// <param name="anchors">Anchors to hold the chains against.</param>
    /// <param name="progress">Is told how far it is; null for nobody.</param>
    /// <param name="cancellation">Gives up.</param>
    public static Task<AuditReport> Verify(
        PostgresAuditStore store, IJournal journal, TenantId? tenant, IReadOnlyList<AuditAnchor> anchors, IProgress<AuditProgress>? progress, CancellationToken cancellation) =>
        AuditRun.Guarded(() => AuditRun.Verify(store, async () => await JournalFeed.Of(journal, cancellation), tenant, anchors, progress, cancellation));

    /// <summary>Makes an anchor of each chain, or of one; see <see cref="AuditAnchors.Make"/>.</summary>
    /// <returns>The anchors, by tenant.</returns>
    public static async Task<IReadOnlyList<AuditAnchor>> Anchors(PostgresAuditStore store, TenantId? tenant, Instant at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        return AuditAnchors.MakeAll(await store.ReadState(cancellation), tenant, journal: null, at);
    }
}
