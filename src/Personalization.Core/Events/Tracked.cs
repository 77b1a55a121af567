using Personalization.Core.Expressions;

namespace Personalization.Core.Events;

/// <summary>Something the product names happened (Segment's <c>track</c>). What it means is the catalog's business.</summary>
public sealed record Tracked : Event
{
    /// <summary>The event name, such as <c>upload_failed</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The properties, checked against the event's contract.</summary>
    public ValueMap Properties { get; init; } = ValueMap.Empty;

    /// <inheritdoc/>
    public override EventType Type => EventType.Tracked;
}
