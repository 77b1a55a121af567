using Personalization.Core.Subjects;
using Personalization.Journal.Audit.Anchors;

namespace Personalization.Journal.Audit.Verifying;

/// <summary>One audit, wherever chains and journal are: what cannot be read at all is a finding too.</summary>
internal static class AuditRun
{
    /// <summary>Verifies the chains of a store against a journal.</summary>
    public static async Task<AuditReport> Verify(
        IAuditStore store, Func<ValueTask<IAuditedJournal?>> open, TenantId? tenant, IReadOnlyList<AuditAnchor> anchors, IProgress<AuditProgress>? progress,
        CancellationToken cancellation)
    {
        // The state before the journal: decisions that are sealed meanwhile are no part of this audit, and their commits need not be either.
        var state = await store.ReadState(cancellation);
        using var journal = await open();
        if (journal is null)
        {
            return Hopeless(AuditFindingKind.JournalCut, "There is no journal.db in the folder. Where it is in PostgreSQL, name the database with --postgres.");
        }

        using var verifier = new AuditVerifier(state, store, journal);
        return await verifier.Run(tenant, anchors, progress, cancellation);
    }

    /// <summary>Reports what stands in the way of an audit.</summary>
    public static async Task<AuditReport> Guarded(Func<Task<AuditReport>> audit)
    {
        try
        {
            return await audit();
        }
        catch (Exception e) when (e is AuditDamagedException or InvalidDataException)
        {
            return Hopeless(AuditFindingKind.ChainDamaged, e.Message);
        }
        catch (JournalDamagedException e)
        {
            return Hopeless(AuditFindingKind.CommitDamaged, e.Message);
        }
    }

    /// <summary>A report that is one finding.</summary>
    public static AuditReport Hopeless(AuditFindingKind kind, string message) => new([], [new AuditFinding(kind, message)], 1, 0, 0);
}
