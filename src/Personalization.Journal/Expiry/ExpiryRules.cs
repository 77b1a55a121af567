using System.Collections.Frozen;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Expiry;

/// <summary>Which events are kept for how long, by the catalogs that are active.</summary>
public sealed class ExpiryRules
{
    /// <summary>The kinds of event that may be due: those with a name, and what came with a merge, which may be one.</summary>
    internal static readonly EventTypeSet Types = EventTypeSet.Of(EventType.Tracked, EventType.Adopted);

    private readonly FrozenDictionary<TenantId, FrozenDictionary<string, TimeSpan>> retentions;

    private ExpiryRules(FrozenDictionary<TenantId, FrozenDictionary<string, TimeSpan>> retentions) => this.retentions = retentions;

    /// <summary>Whether every event is kept.</summary>
    public bool IsEmpty => retentions.Count == 0;

    /// <summary>The rules of some catalogs.</summary>
    /// <param name="catalogs">The active catalog of each tenant.</param>
    public static ExpiryRules Of(IEnumerable<KeyValuePair<TenantId, Catalog>> catalogs)
    {
        ArgumentNullException.ThrowIfNull(catalogs);
        return new ExpiryRules(catalogs
            .Select(one => KeyValuePair.Create(
                one.Key,
                one.Value.Events.Where(contract => contract.Retention is not null).ToFrozenDictionary(contract => contract.Name, contract => contract.Retention!.Value, StringComparer.Ordinal)))
            .Where(one => one.Value.Count > 0)
            .ToFrozenDictionary());
    }

    /// <summary>When an event has to go; null for never. What came with a merge goes when the original does, which is by its own receive time.</summary>
    public Instant? DueAt(TenantId tenant, Event one) =>
        Adopted.OriginalOf(one) is Tracked tracked && retentions.TryGetValue(tenant, out var names) && names.TryGetValue(tracked.Name, out var retention)
            ? tracked.ReceivedAt + retention
            : null;

    /// <summary>Whether some events of a tenant go.</summary>
    internal bool Concern(TenantId tenant) => retentions.ContainsKey(tenant);

    /// <summary>Whether others say the same.</summary>
    public bool AreSame(ExpiryRules others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return retentions.Count == others.retentions.Count
            && retentions.All(one => others.retentions.TryGetValue(one.Key, out var names) && names.Count == one.Value.Count
                && one.Value.All(name => names.TryGetValue(name.Key, out var retention) && retention == name.Value));
    }
}
