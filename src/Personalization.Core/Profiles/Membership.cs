using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles;

/// <summary>A user's membership of an account.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Stamp">The newest event that said so.</param>
public readonly record struct Membership(string AccountId, Stamp Stamp) : IStamped<Membership>
{
    int IStamped<Membership>.Tie => 0;

    bool IStamped<Membership>.Replaces(in Membership other) => string.Equals(AccountId, other.AccountId, StringComparison.Ordinal);
}
