using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>Equality of JSON Schema: numbers by value (1 equals 1.0), lists in order, objects in any order.</summary>
/// <remarks>https://json-schema.org/draft/2020-12/json-schema-core#name-instance-equality</remarks>
internal sealed class JsonEquality : IEqualityComparer<Value>
{
    /// <summary>For hash sets.</summary>
    public static JsonEquality Comparer { get; } = new();

    /// <summary>Whether both are the same JSON value.</summary>
    public static bool AreEqual(in Value left, in Value right)
    {
        if (JsonNumber.IsNumber(left))
        {
            return JsonNumber.IsNumber(right) && JsonNumber.Compare(left, right) == 0;
        }

        if (left.Kind != right.Kind)
        {
            return false;
        }

        return left.Kind switch
        {
            ValueKind.List => AreEqual(left.AsList, right.AsList),
            ValueKind.Map => AreEqual(left.AsMap, right.AsMap),
            _ => left.Equals(right),
        };
    }

    /// <inheritdoc/>
    public bool Equals(Value x, Value y) => AreEqual(x, y);

    /// <inheritdoc/>
    public int GetHashCode(Value obj) => obj.Kind switch
    {
        ValueKind.Int or ValueKind.Uint or ValueKind.Double => Hash(JsonNumber.ToDouble(obj)),
        ValueKind.List => Hash(obj.AsList),
        ValueKind.Map => HashMap(obj.AsMap),
        _ => obj.GetHashCode(),
    };

    /// <summary>Both halves, seeded: a double's own hash lets anybody choose thousands of numbers with the same one.</summary>
    private static int Hash(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number == 0 ? 0 : number);
        return HashCode.Combine((int)bits, (int)(bits >> 32));
    }

    private int Hash(ReadOnlySpan<Value> list)
    {
        var hash = default(HashCode);
        hash.Add(list.Length);
        foreach (ref readonly var item in list)
        {
            hash.Add(GetHashCode(item));
        }

        return hash.ToHashCode();
    }

    private int HashMap(ValueMap map)
    {
        var hash = map.Count;
        foreach (ref readonly var entry in map.Entries)
        {
            hash ^= HashCode.Combine(entry.Key, GetHashCode(entry.Value));
        }

        return hash;
    }

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
            if (!right.TryGet(entry.Key, out var other) || !AreEqual(entry.Value, other))
            {
                return false;
            }
        }

        return true;
    }
}
