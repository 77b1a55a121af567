namespace Personalization.Core.Catalogs;

/// <summary>What serving an action once takes from a budget.</summary>
/// <param name="BudgetSlot">The budget's slot in <see cref="Catalog.Budgets"/>.</param>
/// <param name="AmountMillionths">How much, in millionths of the budget's unit; at least 1.</param>
public readonly record struct ActionSpend(int BudgetSlot, long AmountMillionths);
