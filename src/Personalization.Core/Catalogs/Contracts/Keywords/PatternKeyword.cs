using System.Text.RegularExpressions;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>pattern</c>: the text has a match anywhere. Linear in the text, whatever the pattern.</summary>
internal sealed class PatternKeyword(string source, Regex pattern) : Keyword
{
    /// <summary>The pattern as it is written.</summary>
    public string Source => source;

    public override bool Check(in Value value, ref SchemaCheck check) =>
        value.Kind != ValueKind.String || pattern.IsMatch(value.AsString)
            || (check.Found is not null && Violated(check.Found, "pattern_mismatch", $"Must match the pattern `{source}`."));
}
