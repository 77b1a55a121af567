namespace Personalization.Core.Decisions;

/// <summary>What an action takes from a limit that the whole tenant shares.</summary>
/// <param name="Owner">The place of the owner in <see cref="SurfacePlan.SharedOwners"/>.</param>
/// <param name="CapSlot">The tenant's cap that counts it, or -1.</param>
/// <param name="BudgetSlot">The budget that pays, or -1.</param>
/// <param name="AmountMillionths">What it pays, in millionths of the budget's unit.</param>
internal readonly record struct SharedNeed(int Owner, int CapSlot, int BudgetSlot, long AmountMillionths);
