using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>Who did and read what, of all tenants. Entries are added, never changed; they go by age, and whom they were about goes with an erasure.</summary>
public interface IAccessLog
{
    /// <summary>Adds entries, in this order, all or none; they are durable when it returns.</summary>
    ValueTask Append(IReadOnlyList<AccessEntry> entries);

    /// <summary>Entries of a tenant, the oldest first.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="afterId">Only newer ones than this; 0 to start with the oldest.</param>
    /// <param name="limit">How many at most, up to <see cref="Limits.AccessPageMax"/>.</param>
    /// <param name="subject">Only those about this subject; null for all.</param>
    ValueTask<IReadOnlyList<StoredAccess>> List(TenantId tenant, long afterId, int limit, SubjectKey? subject = null);

    /// <summary>Takes a subject's id out of every entry of its tenant, and what else tells whom it was about, so that no file of this machine holds it any more. That something was done stays.</summary>
    /// <returns>How many entries were about the subject.</returns>
    /// <exception cref="Erasures.ErasureUnfinishedException">A reader held on to a log. The id is gone from sight; ask again.</exception>
    ValueTask<int> Erase(SubjectKey subject);

    /// <summary>Drops the oldest entries from before a time, at most <see cref="Limits.AccessDropMax"/>.</summary>
    /// <returns>How many they were.</returns>
    ValueTask<int> Drop(Instant before);
}
