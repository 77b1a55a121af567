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

    /// <summary>The runs used in the month that was last counted.</summary>
    public long RunsUsed { get; private set; }

    /// <summary>Counts runs of one month; returns whether the quota is now used to 95 % or more.</summary>
    public bool CountRuns(DateTimeOffset time, long amount)
    {
        if (month != (time.Year, time.Month))
        {
            month = (time.Year, time.Month);
            RunsUsed = 0;
        }

        RunsUsed += amount;
        return RunsUsed * 100 >= Plan.Runs * 95;
    }
}
