namespace Personalization.Core.Events;

/// <summary>The sender says that another id is the same person (Segment's <c>alias</c>).</summary>
public sealed record Aliased : Event
{
    /// <summary>The other id.</summary>
    public required string PreviousId { get; init; }

    /// <inheritdoc/>
    public override EventType Type => EventType.Aliased;
}
