namespace Personalization.Core.Expressions.Functions;

/// <summary>The functions over optionals.</summary>
internal static class Optionals
{
    public static Value OfNonZero(ReadOnlySpan<Value> arguments) => IsZero(arguments[0]) ? OptionalValue.None : OptionalValue.Of(arguments[0]);

    public static Value HasValue(ReadOnlySpan<Value> arguments) =>
        OptionalValue.TryGet(arguments[0], out var optional) ? Value.Bool(optional.HasValue) : Errors.NoSuchOverload;

    public static Value ValueOf(ReadOnlySpan<Value> arguments) =>
        !OptionalValue.TryGet(arguments[0], out var optional) ? Errors.NoSuchOverload
        : optional.HasValue ? optional.Content
        : Errors.NoValue;

    public static Value Or(ReadOnlySpan<Value> arguments) =>
        !OptionalValue.TryGet(arguments[0], out var optional) || !OptionalValue.TryGet(arguments[1], out _) ? Errors.NoSuchOverload
        : optional.HasValue ? arguments[0]
        : arguments[1];

    public static Value OrValue(ReadOnlySpan<Value> arguments) =>
        !OptionalValue.TryGet(arguments[0], out var optional) ? Errors.NoSuchOverload
        : optional.HasValue ? optional.Content
        : arguments[1];

    /// <summary>The values that there are in a list of optionals.</summary>
    public static Value Unwrap(ReadOnlySpan<Value> arguments)
    {
        if (arguments[0].Kind != ValueKind.List)
        {
            return Errors.NoSuchOverload;
        }

        var values = new List<Value>();
        foreach (ref readonly var element in arguments[0].AsList)
        {
            if (!OptionalValue.TryGet(element, out var optional))
            {
                return Errors.NoSuchOverload;
            }

            if (optional.HasValue)
            {
                values.Add(optional.Content);
            }
        }

        return Value.List([.. values]);
    }

    public static Value First(ReadOnlySpan<Value> arguments) => End(arguments[0], isLast: false);

    public static Value Last(ReadOnlySpan<Value> arguments) => End(arguments[0], isLast: true);

    /// <summary><c>list[?i]</c>, <c>map[?key]</c> and <c>map.?key</c>: none where there is no such element.</summary>
    public static Value Index(ReadOnlySpan<Value> arguments)
    {
        var (operand, key) = (arguments[0], arguments[1]);
        if (OptionalValue.TryGet(operand, out var optional))
        {
            return optional.HasValue ? Index([optional.Content, key]) : OptionalValue.None;
        }

        var found = Collections.Index([operand, key]);
        return found.Kind != ValueKind.Error ? OptionalValue.Of(found)
            : found.Equals(Errors.NoSuchKey) || found.Equals(Errors.IndexOutOfRange) ? OptionalValue.None
            : found;
    }

    /// <summary><c>optional[key]</c> and <c>optional.key</c>: what an optional leads to is optional too.</summary>
    public static Value IndexThrough(ReadOnlySpan<Value> arguments) =>
        OptionalValue.TryGet(arguments[0], out _) ? Index(arguments) : Errors.NoSuchOverload;

    private static Value End(in Value list, bool isLast) =>
        list.Kind != ValueKind.List ? Errors.NoSuchOverload
        : list.AsList.IsEmpty ? OptionalValue.None
        : OptionalValue.Of(list.AsList[isLast ? ^1 : 0]);

    private static bool IsZero(in Value value) => value.Kind switch
    {
        ValueKind.Null => true,
        ValueKind.Bool => !value.AsBool,
        ValueKind.Int => value.AsInt == 0,
        ValueKind.Uint => value.AsUint == 0,
        ValueKind.Double => value.AsDouble == 0,
        ValueKind.String => value.AsString.Length == 0,
        ValueKind.Bytes => value.AsBytes.IsEmpty,
        ValueKind.List => value.AsList.IsEmpty,
        ValueKind.Map => value.AsMap.Count == 0,
        ValueKind.Timestamp => value.AsCelTimestamp == default,
        ValueKind.Duration => value.AsNanoseconds == 0,
        ValueKind.Opaque => OptionalValue.TryGet(value, out var optional) && !optional.HasValue,
        _ => false,
    };
}
