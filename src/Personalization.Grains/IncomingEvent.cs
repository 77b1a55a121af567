using System.Collections.Immutable;
using Personalization.Core.Events;

namespace Personalization.Grains;

/// <summary>A parsed event with the ids that its sender gave it, before it is known whose streams it enters.</summary>
/// <param name="UserId">The known user, or null.</param>
/// <param name="AnonymousId">The anonymous visitor, or null; used where there is no user.</param>
/// <param name="Event">
/// The event. <see cref="Event.AccountId"/> is the account that the sender named, or null: then the user's default account is
/// filled in. At least one of user, visitor and account is named.
/// </param>
public sealed record IncomingEvent(string? UserId, string? AnonymousId, Event Event)
{
    /// <summary>Further ids of the person, of devices, hashed addresses and other products, each in the place of an anonymous visitor's; of use where a user is identified.</summary>
    public ImmutableArray<string> ExternalIds { get; init; } = [];

    /// <summary>The ids that an identified user is said to be, too.</summary>
    internal IEnumerable<string> OtherIds => AnonymousId is null ? ExternalIds : ExternalIds.Prepend(AnonymousId);
}
