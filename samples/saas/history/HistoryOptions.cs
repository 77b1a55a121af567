namespace Personalization.Samples.Saas;

/// <summary>What history to make. The same options always make the same events, to the byte.</summary>
/// <param name="Until">When the history ends; no event is later.</param>
public sealed record HistoryOptions(DateTimeOffset Until)
{
    /// <summary>What the choices are drawn from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many accounts there are, 1 to 100,000.</summary>
    public int Accounts { get; init; } = 200;

    /// <summary>How many users there are in all, at least one for each account.</summary>
    public int Users { get; init; } = 2_000;

    /// <summary>How many days the history covers, 1 to 400.</summary>
    public int Days { get; init; } = 60;
}
