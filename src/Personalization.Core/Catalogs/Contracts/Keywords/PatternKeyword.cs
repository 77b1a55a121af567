using Personalization.Core.Expressions;
using Personalization.Core.Expressions.Patterns;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>pattern</c>: the text has a match anywhere. What that takes is counted.</summary>
internal sealed class PatternKeyword(string source, Pattern pattern) : Keyword
{
    /// <summary>The pattern as it is written.</summary>
    public string Source => source;

    public override bool Check(in Value value, ref SchemaCheck check) =>
        value.Kind != ValueKind.String || check.Matches(pattern, value.AsString)
            || (check.Found is not null && Violated(check.Found, "pattern_mismatch", $"Must match the pattern `{source}`."));
}
