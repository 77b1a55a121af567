using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>minLength</c> and <c>maxLength</c>, in Unicode code points.</summary>
internal sealed class LengthKeyword(long bound, bool isMinimum) : Keyword
{
    /// <summary>The bound.</summary>
    public long Bound => bound;

    /// <summary>Whether the bound is a lower one.</summary>
    public bool IsMinimum => isMinimum;

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        if (value.Kind != ValueKind.String)
        {
            return true;
        }

        var text = value.AsString;
        if (isMinimum)
        {
            return (text.Length >= bound && CodePoints(text) >= bound)
                || (check.Found is not null && Violated(check.Found, "too_short", $"Must have at least {bound} characters, but has {CodePoints(text)}."));
        }

        return text.Length <= bound || CodePoints(text) <= bound
            || (check.Found is not null && Violated(check.Found, "too_long", $"Must have at most {bound} characters, but has {CodePoints(text)}."));
    }

    private static int CodePoints(string text)
    {
        var count = text.Length;
        for (var at = 1; at < text.Length; at++)
        {
            if (char.IsSurrogatePair(text[at - 1], text[at]))
            {
                count--;
            }
        }

        return count;
    }
}
