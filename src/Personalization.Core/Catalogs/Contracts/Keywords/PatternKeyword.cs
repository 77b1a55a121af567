using System.Text.RegularExpressions;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>pattern</c>: the text has a match anywhere. Linear in the text, whatever the pattern.</summary>
internal sealed class PatternKeyword(string source, Regex pattern) : Keyword
{
    public override bool Check(in Value value, Violations? found) =>
        value.Kind != ValueKind.String || pattern.IsMatch(value.AsString)
            || (found is not null && Violated(found, "pattern_mismatch", $"Must match the pattern `{source}`."));
}
