namespace Personalization.Core.Expressions;

/// <summary>An immutable map of values in the order they were given, made for the handful of entries that events and traits have.</summary>
/// <remarks>Look-up is linear up to <see cref="LinearMax"/> entries and hashed above.</remarks>
public sealed class ValueMap : IEquatable<ValueMap>
{
    private const int LinearMax = 12;
    private readonly KeyValuePair<Value, Value>[] entries;
    private readonly Dictionary<Value, int>? index;

    /// <summary>A map of these entries, whose keys must differ. The array is kept, not copied.</summary>
    public ValueMap(KeyValuePair<Value, Value>[] entries)
    {
        this.entries = entries;
        Weight = 1;
        foreach (ref readonly var entry in entries.AsSpan())
        {
            Weight += entry.Key.Weight + entry.Value.Weight;
            Depth = Math.Max(Depth, entry.Value.Depth);
        }

        Depth++;

        if (entries.Length > LinearMax)
        {
            index = new Dictionary<Value, int>(entries.Length);
            for (var at = 0; at < entries.Length; at++)
            {
                index.Add(entries[at].Key, at);
            }
        }
    }

    /// <summary>The map without entries.</summary>
    public static ValueMap Empty { get; } = new([]);

    /// <summary>How many entries there are.</summary>
    public int Count => entries.Length;

    /// <summary>The entries in their order.</summary>
    public ReadOnlySpan<KeyValuePair<Value, Value>> Entries => entries;

    /// <summary>Its weight, as <see cref="Value.Weight"/> counts.</summary>
    internal long Weight { get; }

    /// <summary>How deep it nests, as <see cref="Value.Depth"/> counts.</summary>
    internal int Depth { get; }

    /// <summary>Finds the value of a text key.</summary>
    public bool TryGet(string key, out Value value)
    {
        if (index is not null)
        {
            return TryGet(Value.String(key), out value);
        }

        foreach (ref readonly var entry in entries.AsSpan())
        {
            if (entry.Key.Kind == ValueKind.String && string.Equals(entry.Key.AsString, key, StringComparison.Ordinal))
            {
                value = entry.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Finds the value of a key.</summary>
    public bool TryGet(Value key, out Value value)
    {
        if (index is not null)
        {
            var found = index.TryGetValue(key, out var at);
            value = found ? entries[at].Value : default;
            return found;
        }

        foreach (ref readonly var entry in entries.AsSpan())
        {
            if (entry.Key.Equals(key))
            {
                value = entry.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Whether both hold equal values under equal keys, in any order.</summary>
    public bool Equals(ValueMap? other)
    {
        if (other is null || other.Count != Count)
        {
            return false;
        }

        foreach (ref readonly var entry in entries.AsSpan())
        {
            if (!other.TryGet(entry.Key, out var value) || !value.Equals(entry.Value))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueMap);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = Count;
        foreach (ref readonly var entry in entries.AsSpan())
        {
            hash ^= HashCode.Combine(entry.Key, entry.Value);
        }

        return hash;
    }
}
