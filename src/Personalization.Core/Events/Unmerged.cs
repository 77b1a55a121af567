namespace Personalization.Core.Events;

/// <summary>A merge was undone: what was <see cref="Adopted"/> with it counts no more. It becomes durable together with the other stream's <see cref="Reopened"/>, which has the same id.</summary>
public sealed record Unmerged : Event
{
    /// <summary>The id of the <see cref="Merged"/>.</summary>
    public required string MergeId { get; init; }

    /// <inheritdoc/>
    public override EventType Type => EventType.Unmerged;
}
