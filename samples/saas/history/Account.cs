namespace Personalization.Samples.Saas;

/// <summary>One customer of the product while its history is being told; its users share it.</summary>
internal sealed class Account
{
    /// <summary>The account's id.</summary>
    public required string Id { get; init; }

    /// <summary>The company's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it sits.</summary>
    public required Place Place { get; init; }

    /// <summary>When its first user signs up.</summary>
    public required DateTimeOffset SignedUp { get; init; }

    /// <summary>Whether it buys the next plan when it runs into a quota.</summary>
    public required bool IsGrowing { get; init; }

    /// <summary>The plan it is on now.</summary>
    public required Plan Plan { get; set; }

    private (int Year, int Month) month;

    private long runs;

    /// <summary>The runs used so far in the month of a time.</summary>
    public long RunsUsed(DateTimeOffset time) => month == (time.Year, time.Month) ? runs : 0;

    /// <summary>Counts runs in the month of a time.</summary>
    public void CountRuns(DateTimeOffset time, long amount)
    {
        runs = RunsUsed(time) + amount;
        month = (time.Year, time.Month);
    }
}
