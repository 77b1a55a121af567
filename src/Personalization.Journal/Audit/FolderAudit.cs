using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Audit.Anchors;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Audit.Verifying;

namespace Personalization.Journal.Audit;

/// <summary>Audits a data folder from its files alone: beside a running server, or on a copy anywhere.</summary>
public static class FolderAudit
{
    /// <summary>Verifies chains and journal; see <see cref="AuditVerifier.Run"/>. A file that is missing or cannot be read at all is a finding too.</summary>
    public static Task<AuditReport> Verify(
        string folder, TenantId? tenant, IReadOnlyList<AuditAnchor> anchors, IProgress<AuditProgress>? progress, CancellationToken cancellation) =>
        Verify(folder, () => new(JournalFile.Open(folder)), tenant, anchors, progress, cancellation);

    /// <summary>Verifies the chains of a folder and a journal that is elsewhere.</summary>
    /// <param name="folder">The folder with <c>audit.db</c>.</param>
    /// <param name="journal">An open journal.</param>
    /// <param name="tenant">The only tenant that matters; null for all.</param>
    /// <param name="anchors">Anchors to hold the chains against.</param>
    /// <param name="progress">Is told how far it is; null for nobody.</param>
    /// <param name="cancellation">Gives up.</param>
    public static Task<AuditReport> Verify(
        string folder, IJournal journal, TenantId? tenant, IReadOnlyList<AuditAnchor> anchors, IProgress<AuditProgress>? progress, CancellationToken cancellation) =>
        Verify(folder, async () => await JournalFeed.Of(journal, cancellation), tenant, anchors, progress, cancellation);

    /// <summary>Makes an anchor of each chain of a folder, or of one.</summary>
    /// <returns>The anchors, by tenant; null where the folder has no <c>audit.db</c> or no <c>journal.db</c>.</returns>
    /// <exception cref="AuditDamagedException">The chains cannot be read.</exception>
    /// <exception cref="JournalDamagedException">The journal cannot be read.</exception>
    public static async Task<IReadOnlyList<AuditAnchor>?> Anchors(string folder, TenantId? tenant, Instant at, CancellationToken cancellation)
    {
        using var store = SqliteAuditStore.OpenReader(folder);
        using var journal = JournalFile.Open(folder);
        if (store is null || journal is null)
        {
            return null;
        }

        return AuditAnchors.MakeAll(await store.ReadState(cancellation), tenant, journal, at);
    }

    private static Task<AuditReport> Verify(
        string folder, Func<ValueTask<IAuditedJournal?>> open, TenantId? tenant, IReadOnlyList<AuditAnchor> anchors, IProgress<AuditProgress>? progress,
        CancellationToken cancellation) => AuditRun.Guarded(async () =>
        {
            using var store = SqliteAuditStore.OpenReader(folder);
            return store is null
                ? AuditRun.Hopeless(AuditFindingKind.ChainDamaged, "There is no audit.db, so nothing is sealed.")
                : await AuditRun.Verify(store, open, tenant, anchors, progress, cancellation);
        });
}
