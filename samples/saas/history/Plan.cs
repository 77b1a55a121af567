namespace Personalization.Samples.Saas;

/// <summary>A plan of the product with its quotas.</summary>
/// <param name="Id">The plan's name in the trait <c>plan</c>.</param>
/// <param name="Runs">How many automation runs a month it allows.</param>
/// <param name="Seats">How many seats it has.</param>
internal sealed record Plan(string Id, long Runs, long Seats)
{
    public static readonly Plan[] All = [new("free", 100, 3), new("team", 1_500, 20), new("business", 15_000, 150)];

    /// <summary>The next larger plan, or null at the top.</summary>
    public Plan? Next => Array.IndexOf(All, this) is var at && at + 1 < All.Length ? All[at + 1] : null;
}
