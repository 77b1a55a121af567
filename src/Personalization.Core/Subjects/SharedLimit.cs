namespace Personalization.Core.Subjects;

/// <summary>The names of the subjects that own what a whole tenant shares: one grain each, so that the count has one owner.</summary>
public static class SharedLimit
{
    private const string CapPrefix = "cap/";
    private const string BudgetPrefix = "budget/";

    /// <summary>The owner of a tenant's cap: <c>cap/upsell.daily</c>.</summary>
    public static string OfCap(string capId) => CapPrefix + capId;

    /// <summary>The owner of a budget: <c>budget/discounts</c>.</summary>
    public static string OfBudget(string budgetId) => BudgetPrefix + budgetId;

    /// <summary>Whether an owner is a budget's, rather than a cap's.</summary>
    public static bool IsBudget(string owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        return owner.StartsWith(BudgetPrefix, StringComparison.Ordinal);
    }
}
