using Personalization.Core.Catalogs.Contracts.Formats;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>format</c>, checked: a text is of the named form.</summary>
internal sealed class FormatKeyword(TextFormat format) : Keyword
{
    /// <summary>The form that is asked for.</summary>
    public TextFormat Format => format;

    public override bool Check(in Value value, ref SchemaCheck check) =>
        value.Kind != ValueKind.String || format.Matches(value.AsString)
            || (check.Found is not null && Violated(check.Found, "wrong_format", $"Must be {format.Words}."));
}
