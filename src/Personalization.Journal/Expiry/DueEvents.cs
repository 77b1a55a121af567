using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Expiry;

/// <summary>Says of one event after the other whether it is due, and remembers which will be next.</summary>
/// <param name="rules">What is kept for how long.</param>
/// <param name="now">The server's clock.</param>
internal sealed class DueEvents(ExpiryRules rules, Instant now)
{
    /// <summary>When the next of those that stay is due; null for none that ever is.</summary>
    public Instant? NextDue { get; private set; }

    /// <summary>Whether events of a tenant may be due.</summary>
    public bool Concern(TenantId tenant) => rules.Concern(tenant);

    /// <summary>What is left of an event, where it is due; else null.</summary>
    public Event? LeftOf(TenantId tenant, Event one)
    {
        if (rules.DueAt(tenant, one) is not { } due)
        {
            return null;
        }

        if (due <= now)
        {
            return Expired.InPlaceOf(one);
        }

        NextDue = NextDue is { } known && known <= due ? known : due;
        return null;
    }
}
