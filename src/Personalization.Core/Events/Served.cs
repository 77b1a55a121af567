using Personalization.Core.Expressions;

namespace Personalization.Core.Events;

/// <summary>A decision was served: decision and exposure in one record of the user's stream.</summary>
/// <remarks><see cref="Event.Id"/> is the decision id. With the profile at the version before, the account's at <see cref="AccountVersion"/>
/// and the catalog of <see cref="CatalogHash"/> it can be recomputed bit for bit.</remarks>
public sealed record Served : Event
{
    /// <summary>Where it was to be shown.</summary>
    public required string Surface { get; init; }

    /// <summary>The content hash of the catalog that decided.</summary>
    public required string CatalogHash { get; init; }

    /// <summary>The version of the account's profile that was read; 0 for none.</summary>
    public long AccountVersion { get; init; }

    /// <summary>How many actions were asked for at most, from 0; null for the surface's own maximum.</summary>
    public int? Max { get; init; }

    /// <summary>The caller's key for repeats, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>What the request said about locale, time zone, channel and device, sorted by name.</summary>
    public ValueMap RequestContext { get; init; } = ValueMap.Empty;

    /// <summary>What shared caps and budgets refused while deciding: an input of the decision.</summary>
    public Refusal[] Refused { get; init; } = [];

    /// <summary>The chosen actions in order; empty when nothing qualified.</summary>
    public required ServedAction[] Actions { get; init; }

    /// <inheritdoc/>
    public override EventType Type => EventType.Served;
}
