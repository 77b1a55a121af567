using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Replay;

/// <summary>What a replay reads.</summary>
/// <param name="Tenant">Whose events.</param>
/// <param name="From">The first received time that is in it; null for the beginning.</param>
/// <param name="To">The first received time that is not in it any more; null for no end.</param>
/// <param name="Subjects">The subjects; none for all of the tenant.</param>
public sealed record ReplayScope(TenantId Tenant, Instant? From, Instant? To, IReadOnlyList<SubjectKey> Subjects)
{
    private readonly HashSet<SubjectKey> named = [.. Subjects];

    /// <summary>Whether an event is in it.</summary>
    public bool Contains(in StoredEvent stored) =>
        stored.Subject.Tenant == Tenant
        && (From is not { } from || stored.Event.ReceivedAt >= from)
        && (To is not { } to || stored.Event.ReceivedAt < to)
        && Contains(stored.Subject);

    /// <summary>Whether a subject of the tenant is in it.</summary>
    public bool Contains(in SubjectKey subject) => named.Count == 0 || named.Contains(subject);
}
