using System.Globalization;

namespace Personalization.Core.Expressions.Patterns;

/// <summary>How often a part of a pattern may come: <c>*</c>, <c>+</c>, <c>?</c>, <c>{2}</c>, <c>{2,}</c> or <c>{2,5}</c>, as RE2 and ECMA-262 both write it.</summary>
/// <param name="Least">How often at least.</param>
/// <param name="Most">How often at most; null for as often as it likes.</param>
internal readonly record struct Repetition(int Least, int? Most)
{
    /// <summary>Reads a repetition and moves behind it; false, and nothing is moved, where there is none. A number beyond all bounds is read as the largest.</summary>
    /// <param name="source">The pattern.</param>
    /// <param name="at">Where it would begin; before the end.</param>
    /// <param name="repetition">How often.</param>
    public static bool TryRead(string source, ref int at, out Repetition repetition)
    {
        repetition = new Repetition(source[at] == '+' ? 1 : 0, source[at] == '?' ? 1 : null);
        if (source[at] is '*' or '+' or '?')
        {
            at++;
            return true;
        }

        // A brace that is no repetition stands for itself.
        var end = source[at] == '{' ? source.IndexOf('}', at) : -1;
        var bounds = end < 0 ? [] : source[(at + 1)..end].Split(',');
        if (bounds.Length is not (1 or 2) || !IsNumber(bounds[0]) || (bounds.Length == 2 && bounds[1].Length > 0 && !IsNumber(bounds[1])))
        {
            return false;
        }

        at = end + 1;
        var least = NumberOf(bounds[0]);
        repetition = new Repetition(least, bounds.Length == 1 ? least : bounds[1].Length > 0 ? NumberOf(bounds[1]) : null);
        return true;
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private static int NumberOf(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}
