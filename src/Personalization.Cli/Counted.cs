using System.Globalization;

namespace Personalization.Cli;

/// <summary>Counts for people: <c>1 event</c>, <c>1,200 events</c>, <c>99 %</c>.</summary>
internal static class Counted
{
    /// <summary>What a share that is a whole number of hundredths may lack as a double.</summary>
    private const double Exact = 1e-9;

    /// <summary>A number of things whose plural ends in s.</summary>
    public static string Of(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {thing}{(count == 1 ? "" : "s")}");

    /// <summary>A share from 0 to 1, rounded down: only what is done is 100 %.</summary>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor((share * 100) + Exact):N0} %");
}
