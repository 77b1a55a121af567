namespace Personalization.Core.Expressions.Functions;

/// <summary>The functions over lists and maps.</summary>
internal static class Collections
{
    /// <summary>Up to here keys are compared pair by pair, which allocates nothing.</summary>
    private const int PairwiseKeysMax = 16;

    public static Value Size(ReadOnlySpan<Value> arguments) => arguments[0].Kind switch
    {
        ValueKind.String => Value.Int(Texts.Length(arguments[0].AsString)),
        ValueKind.Bytes => Value.Int(arguments[0].AsBytes.Length),
        ValueKind.List => Value.Int(arguments[0].AsList.Length),
        ValueKind.Map => Value.Int(arguments[0].AsMap.Count),
        _ => Errors.NoSuchOverload,
    };

    /// <summary>Whether a list holds a value or a map has a key.</summary>
    public static Value In(ReadOnlySpan<Value> arguments)
    {
        switch (arguments[1].Kind)
        {
            case ValueKind.List:
                foreach (ref readonly var element in arguments[1].AsList)
                {
                    if (Relations.AreEqual(arguments[0], element))
                    {
                        return Value.Bool(true);
                    }
                }

                return Value.Bool(false);
            case ValueKind.Map:
                return Value.Bool(TryFind(arguments[1].AsMap, arguments[0], out _));
            default:
                return Errors.NoSuchOverload;
        }
    }

    /// <summary><c>list[i]</c>, <c>map[key]</c> and <c>map.key</c>.</summary>
    public static Value Index(ReadOnlySpan<Value> arguments) => arguments[0].Kind switch
    {
        ValueKind.Map => TryFind(arguments[0].AsMap, arguments[1], out var value) ? value : Errors.NoSuchKey,
        ValueKind.List => TryWholeNumber(arguments[1], out var at) ? At(arguments[0].AsList, at) : Errors.InvalidIndex,
        _ => Errors.NoSuchOverload,
    };

    /// <summary><c>has(map.key)</c>.</summary>
    public static Value Has(ReadOnlySpan<Value> arguments) =>
        arguments[0].Kind == ValueKind.Map ? Value.Bool(TryFind(arguments[0].AsMap, arguments[1], out _))
        : !OptionalValue.TryGet(arguments[0], out var optional) ? Errors.NoSuchOverload
        : optional.HasValue ? Has([optional.Content, arguments[1]])
        : Value.Bool(false);

    /// <summary>Finds a key by CEL's equality: the keys 1, 1u and 1.0 are the same.</summary>
    public static bool TryFind(ValueMap map, in Value key, out Value value)
    {
        if (map.TryGet(key, out value))
        {
            return true;
        }

        if (!TryWholeNumber(key, out var number))
        {
            return false;
        }

        return (number >= long.MinValue && number <= long.MaxValue && map.TryGet(Value.Int((long)number), out value))
            || (number >= 0 && map.TryGet(Value.Uint((ulong)number), out value));
    }

    /// <summary>A map of these entries, or an error where a key is repeated or of a type that keys cannot have.</summary>
    public static Value MapOf(KeyValuePair<Value, Value>[] entries)
    {
        var seen = entries.Length > PairwiseKeysMax ? new HashSet<Value>(entries.Length) : null;
        for (var at = 0; at < entries.Length; at++)
        {
            var key = entries[at].Key;
            if (key.Kind is not (ValueKind.Bool or ValueKind.Int or ValueKind.Uint or ValueKind.String))
            {
                return Errors.UnsupportedKeyType;
            }

            if (seen?.Add(Normal(key)) == false || (seen is null && IsAmong(key, entries.AsSpan(0, at))))
            {
                return Errors.RepeatedKey;
            }
        }

        return Value.Map(new ValueMap(entries));
    }

    private static bool IsAmong(in Value key, ReadOnlySpan<KeyValuePair<Value, Value>> entries)
    {
        foreach (ref readonly var entry in entries)
        {
            if (Relations.AreEqual(entry.Key, key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same value for keys that are the same: 1 for 1u.</summary>
    private static Value Normal(in Value key) =>
        key.Kind == ValueKind.Uint && key.AsUint <= long.MaxValue ? Value.Int((long)key.AsUint) : key;

    private static Value At(ReadOnlySpan<Value> list, Int128 at) => at >= 0 && at < list.Length ? list[(int)at] : Errors.IndexOutOfRange;

    private static bool TryWholeNumber(in Value value, out Int128 number)
    {
        number = value.Kind switch
        {
            ValueKind.Int => value.AsInt,
            ValueKind.Uint => value.AsUint,
            ValueKind.Double when Math.Truncate(value.AsDouble) == value.AsDouble && Math.Abs(value.AsDouble) < 1e19 => (Int128)value.AsDouble,
            _ => Int128.MinValue,
        };
        return number >= long.MinValue && number <= ulong.MaxValue;
    }
}
