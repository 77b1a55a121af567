using Personalization.Core.Expressions;

namespace Personalization.Core.Events;

/// <summary>A user belongs to <see cref="Event.AccountId"/>, and the sender knows something about that account (Segment's <c>group</c>).</summary>
/// <remarks>In the user's stream it is the membership, in the account's stream the traits.</remarks>
public sealed record Grouped : Event
{
    /// <summary>The account's traits, as sent.</summary>
    public ValueMap Traits { get; init; } = ValueMap.Empty;

    /// <inheritdoc/>
    public override EventType Type => EventType.Grouped;
}
