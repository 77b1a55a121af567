using System.Globalization;

namespace Personalization.Cli;

/// <summary>Counts for people: <c>1 event</c>, <c>1,200 events</c>.</summary>
internal static class Counted
{
    /// <summary>A number of things whose plural ends in s.</summary>
    public static string Of(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {thing}{(count == 1 ? "" : "s")}");
}
