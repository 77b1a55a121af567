using Personalization.Core.Subjects;
using Personalization.Journal.Audit.Chains;

namespace Personalization.Journal.Audit;

/// <summary>Where the chains are kept: one per tenant, in blocks, with one mark for how far the journal has been sealed.</summary>
/// <remarks>One sealer writes at a time, and of several that believe to be the one only one gets on; any number of readers may read beside it, in other processes too.</remarks>
public interface IAuditStore
{
    /// <summary>How far the journal is sealed; 0 where nothing is.</summary>
    /// <exception cref="AuditDamagedException">The stored bytes are not what was written.</exception>
    ValueTask<long> ReadSealed(CancellationToken cancellation);

    /// <summary>How far the journal is sealed and how far each chain goes, as of one moment.</summary>
    /// <exception cref="AuditDamagedException">The stored bytes are not what was written.</exception>
    ValueTask<AuditState> ReadState(CancellationToken cancellation);

    /// <summary>A block of a tenant's chain; null where there is none.</summary>
    /// <exception cref="AuditDamagedException">The stored bytes are not what was written.</exception>
    ValueTask<AuditBlock?> ReadBlock(TenantId tenant, long number, CancellationToken cancellation);

    /// <summary>The last block of a tenant's chain; null for an empty chain.</summary>
    /// <exception cref="AuditDamagedException">The stored bytes are not what was written.</exception>
    ValueTask<AuditBlock?> ReadLastBlock(TenantId tenant, CancellationToken cancellation);

    /// <summary>Stores blocks and how far the journal is sealed by them, durably and at once, or nothing.</summary>
    /// <param name="after">How far it was sealed before.</param>
    /// <param name="sealedPosition">How far it is sealed now; not before <paramref name="after"/>.</param>
    /// <param name="blocks">The blocks that are new, or longer than those they replace.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="AuditDamagedException">A chain does not end where the blocks go on from.</exception>
    /// <returns>False, and nothing is stored, where the journal is not sealed up to <paramref name="after"/>: another sealer was here.</returns>
    ValueTask<bool> Save(long after, long sealedPosition, IReadOnlyList<AuditBlock> blocks, CancellationToken cancellation);

    /// <summary>Destroys the salts of decisions; their digests stay in the chain, and no sealer that has read them before writes them back. The bytes are gone from the files of a data folder when it returns, and from a database's as those of an erased event are.</summary>
    /// <returns>How many salts were destroyed; those of decisions that are not in the chain, or were erased before, are not counted.</returns>
    /// <exception cref="AuditDamagedException">A block that holds one of them is damaged.</exception>
    /// <exception cref="IOException">A reader held on to old bytes all the time; the call can be repeated.</exception>
    ValueTask<int> Erase(TenantId tenant, IReadOnlyCollection<long> positions, CancellationToken cancellation);
}
