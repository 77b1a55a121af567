using Personalization.Core.Expressions.Patterns;

namespace Personalization.Core.Expressions.Functions;

/// <summary>The functions over texts. A text is a sequence of Unicode code points, not of UTF-16 units.</summary>
internal static class Texts
{
    public static Value StartsWith(ReadOnlySpan<Value> arguments) => Both(arguments)
        ? Value.Bool(arguments[0].AsString.StartsWith(arguments[1].AsString, StringComparison.Ordinal))
        : Errors.NoSuchOverload;

    public static Value EndsWith(ReadOnlySpan<Value> arguments) => Both(arguments)
        ? Value.Bool(arguments[0].AsString.EndsWith(arguments[1].AsString, StringComparison.Ordinal))
        : Errors.NoSuchOverload;

    public static Value Contains(ReadOnlySpan<Value> arguments) => Both(arguments)
        ? Value.Bool(arguments[0].AsString.Contains(arguments[1].AsString, StringComparison.Ordinal))
        : Errors.NoSuchOverload;

    /// <summary>A match with a pattern that is only known when it runs; patterns that are written out are compiled with the expression.</summary>
    public static Value Matches(ReadOnlySpan<Value> arguments)
    {
        if (!Both(arguments))
        {
            return Errors.NoSuchOverload;
        }

        if (!Pattern.TryCompile(arguments[1].AsString, out var pattern, out var error))
        {
            return Value.Error(error);
        }

        const long VisitsMax = Compiling.Cost.Automaton * Compiling.Cost.VisitsPerStep;
        var isMatch = pattern.IsMatch(arguments[0].AsString, VisitsMax, out var visits);
        return visits > VisitsMax ? Errors.CostLimit : Value.Bool(isMatch);
    }

    /// <summary>The order by code points, which is not that of UTF-16 units: units of surrogate pairs go behind all others.</summary>
    public static int Compare(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        return Rank(left[same]).CompareTo(Rank(right[same]));
    }

    /// <summary>The number of code points.</summary>
    public static long Length(string text)
    {
        long length = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            length++;
        }

        return length;
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + char.MaxValue : unit;

    private static bool Both(ReadOnlySpan<Value> arguments) =>
        arguments[0].Kind == ValueKind.String && arguments[1].Kind == ValueKind.String;
}
