using Personalization.Core.Subjects;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Chains;

namespace Personalization.HostContract.Audit;

/// <summary>A store whose every call waits for its turn first.</summary>
/// <param name="store">The store.</param>
/// <param name="lane">Gives turns.</param>
public sealed class SteppedStore(IAuditStore store, Lane lane) : IAuditStore
{
    public async ValueTask<long> ReadSealed(CancellationToken cancellation)
    {
        await lane.Step();
        return await store.ReadSealed(cancellation);
    }

    public async ValueTask<AuditState> ReadState(CancellationToken cancellation)
    {
        await lane.Step();
        return await store.ReadState(cancellation);
    }

    public async ValueTask<AuditBlock?> ReadBlock(TenantId tenant, long number, CancellationToken cancellation)
    {
        await lane.Step();
        return await store.ReadBlock(tenant, number, cancellation);
    }

    public async ValueTask<AuditBlock?> ReadLastBlock(TenantId tenant, CancellationToken cancellation)
    {
        await lane.Step();
        return await store.ReadLastBlock(tenant, cancellation);
    }

    public async ValueTask<bool> Save(long after, long sealedPosition, IReadOnlyList<AuditBlock> blocks, CancellationToken cancellation)
    {
        await lane.Step();
        return await store.Save(after, sealedPosition, blocks, cancellation);
    }

    public async ValueTask<int> Erase(TenantId tenant, IReadOnlyCollection<long> positions, CancellationToken cancellation)
    {
        await lane.Step();
        return await store.Erase(tenant, positions, cancellation);
    }
}
