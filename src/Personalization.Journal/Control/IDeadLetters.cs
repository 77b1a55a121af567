using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>The rejected events of all tenants; of each the newest <see cref="Limits.DeadLettersMax"/>, older ones are dropped and counted.</summary>
public interface IDeadLetters
{
    /// <summary>Keeps some letters, of any tenants, in one transaction.</summary>
    ValueTask Add(IReadOnlyList<DeadLetter> letters);

    /// <summary>Letters of a tenant, the newest first.</summary>
    /// <param name="tenant">Whose letters.</param>
    /// <param name="beforeId">Only older ones than this; null to start with the newest. The id of a page's last letter gives the next page.</param>
    /// <param name="limit">How many at most, up to <see cref="Limits.DeadLetterPageMax"/>.</param>
    ValueTask<IReadOnlyList<StoredDeadLetter>> List(TenantId tenant, long? beforeId, int limit);

    /// <summary>A tenant's letters with these ids, to try them again; <see cref="Remove"/> them once they were accepted.</summary>
    ValueTask<IReadOnlyList<StoredDeadLetter>> Read(TenantId tenant, IEnumerable<long> ids);

    /// <summary>A tenant's oldest letters after an id, to try them again; at most <see cref="Limits.DeadLetterPageMax"/>.</summary>
    ValueTask<IReadOnlyList<StoredDeadLetter>> ReadOldest(TenantId tenant, long afterId, int limit);

    /// <summary>Removes a tenant's letters with these ids.</summary>
    /// <returns>How many there were.</returns>
    ValueTask<int> Remove(TenantId tenant, IEnumerable<long> ids);

    /// <summary>Removes a tenant's letters with these ids so that no file of this machine holds their bytes any more; also what was removed before and still lies in a log. The rest is for whoever keeps the database.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="Erasures.ErasureUnfinishedException">A reader held on to a log. They are removed; ask again, also for none.</exception>
    ValueTask<int> Destroy(TenantId tenant, IReadOnlyCollection<long> ids) => Remove(tenant, ids);

    /// <summary>How many letters of a tenant are kept, and how many were dropped because there were too many.</summary>
    ValueTask<(long Kept, long Dropped)> Count(TenantId tenant);
}
