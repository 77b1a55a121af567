namespace Personalization.Gateway.Rollups;

/// <summary>What rollups of accounts tell.</summary>
/// <param name="PeopleMin">How many different people a day must have for its counts to be told; 0 tells all days.</param>
public sealed record RollupSettings(int PeopleMin)
{
    /// <summary>What is told where nothing is said: five, as statistics about employees mostly do.</summary>
    public static RollupSettings Default { get; } = new(5);
}
