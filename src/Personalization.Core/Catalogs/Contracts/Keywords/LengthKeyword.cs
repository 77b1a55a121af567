using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>minLength</c> and <c>maxLength</c>, in Unicode code points.</summary>
internal sealed class LengthKeyword(long bound, bool isMinimum) : Keyword
{
    public override bool Check(in Value value, Violations? found)
    {
        if (value.Kind != ValueKind.String)
        {
            return true;
        }

        var text = value.AsString;
        if (isMinimum)
        {
            return (text.Length >= bound && CodePoints(text) >= bound)
                || (found is not null && Violated(found, "too_short", $"Must have at least {bound} characters, but has {CodePoints(text)}."));
        }

        return text.Length <= bound || CodePoints(text) <= bound
            || (found is not null && Violated(found, "too_long", $"Must have at most {bound} characters, but has {CodePoints(text)}."));
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
