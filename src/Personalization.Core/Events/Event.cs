using Personalization.Core.Expressions;

namespace Personalization.Core.Events;

/// <summary>A fact that happened to a subject: past tense, immutable, with an id made by its sender.</summary>
/// <remarks>The subtypes are sealed records; each has a stable wire number in the stored format (see <see cref="EventType"/>).</remarks>
public abstract record Event
{
    /// <summary>The sender's id of the event (<c>messageId</c>), 1 to <see cref="IdCharsMax"/> characters; the same id twice is the same event.</summary>
    public required string Id { get; init; }

    /// <summary>When it happened, by the sender's clock; never more than 24 hours after <see cref="ReceivedAt"/>.</summary>
    public required Instant Time { get; init; }

    /// <summary>When it was accepted, by the server's clock.</summary>
    public required Instant ReceivedAt { get; init; }

    /// <summary>The account it happened in: named by the event, or the user's default account when it was accepted; null for none.</summary>
    public string? AccountId { get; init; }

    /// <summary>Where it came from: device, region, locale.</summary>
    public EventContext Context { get; init; } = EventContext.None;

    /// <summary>What the person agreed to or refused (texts to bools), as this event says: by purpose in <see cref="Consented"/>, by the categories of a consent banner in others; empty where it says nothing.</summary>
    public ValueMap Consents { get; init; } = ValueMap.Empty;

    /// <summary>The 64-bit hash of <see cref="Id"/>, by which events are told apart where their ids are not kept.</summary>
    public ulong IdHash => EventIds.HashOf(Id);

    /// <summary>The stable wire number of this kind of event.</summary>
    public abstract EventType Type { get; }

    /// <summary>The longest id; Segment's clients send about 45 characters.</summary>
    public const int IdCharsMax = 200;
}
