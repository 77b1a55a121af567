using System.Text.Json;
using Personalization.Core.Expressions;

namespace Personalization.Conformance.Cel;

/// <summary>
/// Whether a value is the wanted one: of the same type and content, so that an int never matches a double. NaN matches NaN, and the
/// order of a map's entries says nothing, as simple.proto has it.
/// </summary>
internal static class ValueMatch
{
    public static bool Matches(JsonElement expected, in Value actual)
    {
        var (kind, content) = ProtoJson.Only(expected);
        return kind switch
        {
            "type_value" => actual.Kind == ValueKind.Type && actual.ToString() == content.GetString(),
            "list_value" => actual.Kind == ValueKind.List && MatchesList([.. content.Each("values")], actual.AsList),
            "map_value" => actual.Kind == ValueKind.Map && MatchesMap([.. content.Each("entries")], actual.AsMap),
            _ => ProtoValue.TryRead(expected, out var value) && (IsSame(value, actual) || IsSame(UndecodedEscapes.Decode(value), actual)),
        };
    }

    private static bool IsSame(in Value expected, in Value actual) =>
        expected.Kind == ValueKind.Double && actual.Kind == ValueKind.Double
            ? expected.AsDouble.Equals(actual.AsDouble)
            : expected.Equals(actual);

    private static bool MatchesList(JsonElement[] expected, ReadOnlySpan<Value> actual)
    {
        if (expected.Length != actual.Length)
            return false;
        for (var at = 0; at < expected.Length; at++)
        {
            if (!Matches(expected[at], actual[at]))
                return false;
        }

        return true;
    }

    private static bool MatchesMap(JsonElement[] expected, ValueMap actual) =>
        expected.Length == actual.Count && Array.TrueForAll(expected, entry => HasEntry(entry, actual));

    private static bool HasEntry(JsonElement expected, ValueMap actual)
    {
        if (!expected.Has("key", out var key) || !expected.Has("value", out var value))
            return false;
        foreach (ref readonly var entry in actual.Entries)
        {
            if (Matches(key, entry.Key) && Matches(value, entry.Value))
                return true;
        }

        return false;
    }
}
