namespace Personalization.Core.Events;

/// <summary>The stream of an id that was sealed by <see cref="MergedInto"/> goes on: the merge was undone.</summary>
public sealed record Reopened : Event
{
    /// <summary>The id of the <see cref="MergedInto"/>.</summary>
    public required string MergeId { get; init; }

    /// <inheritdoc/>
    public override EventType Type => EventType.Reopened;
}
