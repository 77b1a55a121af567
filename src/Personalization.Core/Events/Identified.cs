using Personalization.Core.Expressions;

namespace Personalization.Core.Events;

/// <summary>The sender knows something about a user (Segment's <c>identify</c>).</summary>
public sealed record Identified : Event
{
    /// <summary>The user's traits, as sent.</summary>
    public ValueMap Traits { get; init; } = ValueMap.Empty;

    /// <inheritdoc/>
    public override EventType Type => EventType.Identified;
}
