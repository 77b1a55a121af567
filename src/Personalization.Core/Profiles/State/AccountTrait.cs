using Personalization.Core.Expressions;

namespace Personalization.Core.Profiles.State;

/// <summary>The newest value of a trait in one account.</summary>
internal readonly record struct AccountTrait(int Slot, Stamp Stamp, string AccountId, Value Value) : IStamped<AccountTrait>
{
    int IStamped<AccountTrait>.Tie => Slot;

    bool IStamped<AccountTrait>.Replaces(in AccountTrait other) => IsOf(other.Slot, other.AccountId);

    public bool IsOf(int slot, string accountId) => Slot == slot && string.Equals(AccountId, accountId, StringComparison.Ordinal);
}
