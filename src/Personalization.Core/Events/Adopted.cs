namespace Personalization.Core.Events;

/// <summary>An event of an id that was merged into a user, in the user's stream: it is folded as if it had been the user's from the start. It has the id and the time of the event in it; it was received when the two were merged.</summary>
public sealed record Adopted : Event
{
    /// <summary>The id of the <see cref="Merged"/> that it came with.</summary>
    public required string MergeId { get; init; }

    /// <summary>Its version in the stream that it came from.</summary>
    public required long SourceVersion { get; init; }

    /// <summary>The event as it was stored there; never an adopted one.</summary>
    public required Event Original { get; init; }

    /// <inheritdoc/>
    public override EventType Type => EventType.Adopted;

    /// <summary>Wraps an event for the stream of the user.</summary>
    /// <param name="original">The event; an adopted one is unwrapped first.</param>
    /// <param name="sourceVersion">Its version where it comes from.</param>
    /// <param name="mergeId">The merge.</param>
    /// <param name="receivedAt">When they were merged.</param>
    public static Adopted From(Event original, long sourceVersion, string mergeId, Instant receivedAt)
    {
        ArgumentNullException.ThrowIfNull(original);
        var inner = original is Adopted adopted ? adopted.Original : original;
        return new Adopted { Id = inner.Id, Time = inner.Time, ReceivedAt = receivedAt, MergeId = mergeId, SourceVersion = sourceVersion, Original = inner };
    }
}
