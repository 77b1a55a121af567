using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Audit.Anchors;
using Personalization.Journal.Audit.Chains;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Verifying;

namespace Personalization.Journal.Audit;

/// <summary>What a running server tells of its chains.</summary>
/// <param name="store">The chains.</param>
/// <param name="sealer">Who makes them longer, or watches who does.</param>
/// <param name="openJournal">Opens the embedded journal for reading; gives null where there is none.</param>
/// <param name="clock">The time.</param>
public sealed class AuditLedger(IAuditStore store, AuditSealer sealer, Func<IAuditedJournal?> openJournal, TimeProvider clock)
{
    /// <summary>How far a tenant's chain goes.</summary>
    /// <exception cref="AuditDamagedException">The chains cannot be read.</exception>
    public async ValueTask<AuditStatus> ReadStatus(TenantId tenant, CancellationToken cancellation)
    {
        var state = await store.ReadState(cancellation);
        var head = state.Heads.FirstOrDefault(one => one.Tenant == tenant) ?? ChainHead.Empty(tenant);
        return new AuditStatus(head, state.SealedPosition, Math.Max(state.SealedPosition, sealer.EndPosition), sealer.Lag);
    }

    /// <summary>Makes an anchor of a tenant's chain as it is now.</summary>
    /// <exception cref="AuditDamagedException">The chains cannot be read.</exception>
    /// <exception cref="JournalDamagedException">The journal cannot be read.</exception>
    public async ValueTask<AuditAnchor> MakeAnchor(TenantId tenant, CancellationToken cancellation)
    {
        var state = await store.ReadState(cancellation);
        using var journal = openJournal();
        return AuditAnchors.Make(state, tenant, journal, Instant.From(clock.GetUtcNow()));
    }
}
