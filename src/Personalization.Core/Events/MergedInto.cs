namespace Personalization.Core.Events;

/// <summary>Seals the stream of an id that turned out to be a user's: what comes later about the id goes to the user. It becomes durable together with the user's <see cref="Merged"/>, which has the same id.</summary>
public sealed record MergedInto : Event
{
    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <inheritdoc/>
    public override EventType Type => EventType.MergedInto;
}
