using Personalization.Core.Events;

namespace Personalization.Grains;

/// <summary>A parsed event with the ids that its sender gave it, before it is known whose streams it enters.</summary>
/// <param name="UserId">The known user, or null.</param>
/// <param name="AnonymousId">The anonymous visitor, or null; used where there is no user.</param>
/// <param name="Event">
/// The event. <see cref="Event.AccountId"/> is the account that the sender named, or null: then the user's default account is
/// filled in. At least one of user, visitor and account is named.
/// </param>
public sealed record IncomingEvent(string? UserId, string? AnonymousId, Event Event);
