namespace Personalization.Core.Events;

/// <summary>An event of an id that was merged into a user, in the user's stream: it is folded as if it had been the user's from the start. It has the time of the event in it and its id, but where the stream has that of a merge which was undone; it was received when the two were merged.</summary>
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

    /// <summary>Whether its id is not that of the event in it.</summary>
    internal bool HasOwnId => !string.Equals(Id, Original.Id, StringComparison.Ordinal);

    /// <summary>What happened: the event in an adopted one, or the event itself.</summary>
    public static Event OriginalOf(Event one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one is Adopted adopted ? adopted.Original : one;
    }

    /// <summary>Wraps an event for the stream of the user.</summary>
    /// <param name="original">The event; an adopted one is unwrapped first.</param>
    /// <param name="sourceVersion">Its version where it comes from.</param>
    /// <param name="mergeId">The merge.</param>
    /// <param name="receivedAt">When they were merged.</param>
    /// <param name="isIdTaken">Whether the stream has the event's id already, for nothing: ids are unique in a stream.</param>
    public static Adopted From(Event original, long sourceVersion, string mergeId, Instant receivedAt, bool isIdTaken = false)
    {
        var inner = OriginalOf(original);
        return new Adopted { Id = isIdTaken ? $"{mergeId}/{sourceVersion}" : inner.Id, Time = inner.Time, ReceivedAt = receivedAt, MergeId = mergeId, SourceVersion = sourceVersion, Original = inner };
    }
}
