using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary>Says why a value satisfies none of several alternatives.</summary>
internal static class Alternative
{
    private const int DescribedMax = 3;

    /// <summary>One sentence with the first reason of each of the first alternatives.</summary>
    public static string Describe(SchemaNode[] alternatives, in Value value, Violations found)
    {
        if (found.IsBrief)
        {
            return $"Must satisfy one of {alternatives.Length} alternatives.";
        }

        var reasons = new List<string>();
        foreach (var alternative in alternatives.Take(DescribedMax))
        {
            var why = SchemaCheck.Why(alternative, value);
            reasons.Add($"{(why.Path.Length > 0 ? $"`{why.Path}`: " : "")}{why.Message}");
        }

        var more = alternatives.Length > DescribedMax ? $"; and {alternatives.Length - DescribedMax} more." : "";
        return $"Must satisfy one of {alternatives.Length} alternatives, but: {string.Join(" / ", reasons)}{more}";
    }
}
