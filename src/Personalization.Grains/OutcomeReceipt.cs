namespace Personalization.Grains;

/// <summary>The answer to an outcome report.</summary>
/// <param name="IsDuplicate">Whether the same outcome was recorded before.</param>
public sealed record OutcomeReceipt(bool IsDuplicate);
