namespace Personalization.Core.Events;

/// <summary>A cap of an account or of the tenant counted a served action; committed together with the user's <see cref="Served"/>. <see cref="Event.Id"/> is decision id and cap id.</summary>
public sealed record CapCounted : Event
{
    /// <summary>The cap's id in the catalog.</summary>
    public required string CapId { get; init; }

    /// <summary>The decision that served.</summary>
    public required string DecisionId { get; init; }

    /// <summary>When it counts: when it is to be delivered; null for the event's own time.</summary>
    public Instant? CountsAt { get; init; }

    /// <inheritdoc/>
    public override EventType Type => EventType.CapCounted;
}
