using System.Text.RegularExpressions;
using Personalization.Core;

namespace Personalization.Journal.Control;

/// <summary>What regions must be called, wherever they are named.</summary>
public static partial class RegionRules
{
    /// <summary>Null, or <c>region_invalid</c>.</summary>
    public static Problem? Check(string region) => Name().IsMatch(region)
        ? null
        : new Problem("region_invalid", "/region", $"'{region}' is no name of a region: write up to 63 lower-case letters, digits and dashes, such as eu or us-east-1.");

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
