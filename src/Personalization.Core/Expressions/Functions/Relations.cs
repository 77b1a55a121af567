namespace Personalization.Core.Expressions.Functions;

/// <summary>
/// Equality and order of values. Numbers compare across types, whole ones as doubles where they meet a double, as the official
/// suite wants it; values of other different types are not equal.
/// https://github.com/google/cel-spec/blob/master/doc/langdef.md#equality
/// </summary>
internal static class Relations
{
    /// <summary>What <see cref="TryCompare"/> answers where NaN is involved: every order is false.</summary>
    public const int Unordered = 2;

    private const double IntEnd = 9223372036854775808.0, UintEnd = 18446744073709551616.0;

    public static Value Equal(ReadOnlySpan<Value> arguments) => Value.Bool(AreEqual(arguments[0], arguments[1]));

    public static Value NotEqual(ReadOnlySpan<Value> arguments) => Value.Bool(!AreEqual(arguments[0], arguments[1]));

    public static Value Less(ReadOnlySpan<Value> arguments) =>
        TryCompare(arguments[0], arguments[1], out var order) ? Value.Bool(order < 0) : Errors.NoSuchOverload;

    public static Value LessOrEqual(ReadOnlySpan<Value> arguments) =>
        TryCompare(arguments[0], arguments[1], out var order) ? Value.Bool(order <= 0) : Errors.NoSuchOverload;

    public static Value Greater(ReadOnlySpan<Value> arguments) =>
        TryCompare(arguments[0], arguments[1], out var order) ? Value.Bool(order == 1) : Errors.NoSuchOverload;

    public static Value GreaterOrEqual(ReadOnlySpan<Value> arguments) =>
        TryCompare(arguments[0], arguments[1], out var order) ? Value.Bool(order is 0 or 1) : Errors.NoSuchOverload;

    /// <summary>CEL's equality.</summary>
    public static bool AreEqual(in Value left, in Value right)
    {
        if (IsNumber(left) && IsNumber(right))
        {
            return CompareNumbers(left, right) == 0;
        }

        return left.Kind == right.Kind && left.Kind switch
        {
            ValueKind.List => AreEqual(left.AsList, right.AsList),
            ValueKind.Map => AreEqual(left.AsMap, right.AsMap),
            _ => left.Equals(right),
        };
    }

    /// <summary>The order of two values: -1, 0, 1 or <see cref="Unordered"/>; false where their types have none.</summary>
    public static bool TryCompare(in Value left, in Value right, out int order)
    {
        if (IsNumber(left) && IsNumber(right))
        {
            order = CompareNumbers(left, right);
            return true;
        }

        order = (left.Kind, right.Kind) switch
        {
            (ValueKind.Bool, ValueKind.Bool) => left.AsBool.CompareTo(right.AsBool),
            (ValueKind.String, ValueKind.String) => Math.Sign(Texts.Compare(left.AsString, right.AsString)),
            (ValueKind.Bytes, ValueKind.Bytes) => Math.Sign(left.AsBytes.Span.SequenceCompareTo(right.AsBytes.Span)),
            (ValueKind.Timestamp, ValueKind.Timestamp) => left.AsCelTimestamp.CompareTo(right.AsCelTimestamp),
            (ValueKind.Duration, ValueKind.Duration) => left.AsNanoseconds.CompareTo(right.AsNanoseconds),
            _ => int.MinValue,
        };
        return order != int.MinValue;
    }

    public static bool IsNumber(in Value value) => value.Kind is ValueKind.Int or ValueKind.Uint or ValueKind.Double;

    private static int CompareNumbers(in Value left, in Value right) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Int, ValueKind.Int) => left.AsInt.CompareTo(right.AsInt),
        (ValueKind.Uint, ValueKind.Uint) => left.AsUint.CompareTo(right.AsUint),
        (ValueKind.Double, ValueKind.Double) => Compare(left.AsDouble, right.AsDouble),
        (ValueKind.Int, ValueKind.Uint) => left.AsInt < 0 ? -1 : ((ulong)left.AsInt).CompareTo(right.AsUint),
        (ValueKind.Uint, ValueKind.Int) => right.AsInt < 0 ? 1 : left.AsUint.CompareTo((ulong)right.AsInt),
        (ValueKind.Int, _) => Compare(left.AsInt, right.AsDouble),
        (ValueKind.Uint, _) => Compare(left.AsUint, right.AsDouble),
        (_, ValueKind.Int) => Reversed(Compare(right.AsInt, left.AsDouble)),
        _ => Reversed(Compare(right.AsUint, left.AsDouble)),
    };

    private static int Reversed(int order) => order == Unordered ? Unordered : -order;

    private static int Compare(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? Unordered : left < right ? -1 : left > right ? 1 : 0;

    /// <summary>An int against a double: as doubles, wherever the double lies in the range of ints. The same for a uint.</summary>
    private static int Compare(long left, double right) => right > IntEnd ? -1 : right < -IntEnd ? 1 : Compare((double)left, right);

    private static int Compare(ulong left, double right) => right > UintEnd ? -1 : right < 0 ? 1 : Compare((double)left, right);

    private static bool AreEqual(ReadOnlySpan<Value> left, ReadOnlySpan<Value> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var at = 0; at < left.Length; at++)
        {
            if (!AreEqual(left[at], right[at]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(ValueMap left, ValueMap right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        foreach (ref readonly var entry in left.Entries)
        {
            if (!Collections.TryFind(right, entry.Key, out var value) || !AreEqual(entry.Value, value))
            {
                return false;
            }
        }

        return true;
    }
}
