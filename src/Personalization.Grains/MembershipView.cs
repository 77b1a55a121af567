using Personalization.Core.Expressions;

namespace Personalization.Grains;

/// <summary>A user's membership of an account.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Traits">The traits that are per account.</param>
public sealed record MembershipView(string AccountId, IReadOnlyDictionary<string, Value> Traits);
