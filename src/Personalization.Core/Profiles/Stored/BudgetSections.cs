namespace Personalization.Core.Profiles.Stored;

/// <summary>What was spent of a budget.</summary>
internal static class BudgetSections
{
    public static SectionCodec Sums { get; } = new(
        profile => profile.BudgetSums.Rows.Length,
        (writer, profile) => StoredSeries.Write(writer, profile.BudgetSums.Rows),
        (ref reader, profile) => profile.BudgetSums.Restore(
            StoredSeries.Read(ref reader, profile.Plan, profile.Plan.Budgets.Length, Limits.BudgetPeriodsMax)));
}
