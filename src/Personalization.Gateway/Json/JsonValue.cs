using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Expressions;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Json;

/// <summary>Reads JSON values into <see cref="Value"/>. The reader's whole input has been checked to be JSON before.</summary>
internal static class JsonValue
{
    /// <summary>Reads the value at the reader's token and leaves the reader at its last token.</summary>
    /// <param name="reader">Stands at the first token of the value.</param>
    /// <param name="depth">How deep the value lies already; at <see cref="Limits.NestingMax"/> no further container is entered.</param>
    /// <param name="value">The value; null where there is a problem.</param>
    /// <returns>Null, or what is wrong, with a path below the value. After a problem the reader stands anywhere.</returns>
    public static Problem? Read(ref Utf8JsonReader reader, int depth, out Value value)
    {
        value = default;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                var problem = JsonText.Read(ref reader, out var text);
                value = problem is null ? Value.String(text) : default;
                return problem;
            case JsonTokenType.Number:
                return ReadNumber(ref reader, out value);
            case JsonTokenType.True:
                value = Value.Bool(true);
                return null;
            case JsonTokenType.False:
                value = Value.Bool(false);
                return null;
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.StartArray when depth < Limits.NestingMax:
                return ReadList(ref reader, depth + 1, out value);
            case JsonTokenType.StartObject when depth < Limits.NestingMax:
                problem = ReadMap(ref reader, depth + 1, out var map);
                value = problem is null ? Value.Map(map) : default;
                return problem;
            default:
                return new Problem(ProblemCodes.TooDeep, "", $"Objects and lists may be nested {Limits.NestingMax} deep.");
        }
    }

    /// <summary>Reads an object. Of a repeated name the last one holds, as in JavaScript.</summary>
    public static Problem? ReadMap(ref Utf8JsonReader reader, int depth, out ValueMap map)
    {
        map = ValueMap.Empty;
        var entries = ArrayPool<KeyValuePair<Value, Value>>.Shared.Rent(16);
        var count = 0;
        try
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                if (JsonText.Read(ref reader, out var name) is { } badName)
                {
                    return badName;
                }

                reader.Read();
                if (Read(ref reader, depth, out var value) is { } problem)
                {
                    return problem with { Path = JsonPointer.Member(name) + problem.Path };
                }

                if (!Put(ref entries, ref count, new(Value.String(name), value)))
                {
                    return new Problem(ProblemCodes.TooManyMembers, "", $"An object may have {Limits.MembersMax} members.");
                }
            }

            map = count == 0 ? ValueMap.Empty : new ValueMap(entries.AsSpan(0, count).ToArray());
            return null;
        }
        finally
        {
            ArrayPool<KeyValuePair<Value, Value>>.Shared.Return(entries, clearArray: true);
        }
    }

    private static bool Put(ref KeyValuePair<Value, Value>[] entries, ref int count, KeyValuePair<Value, Value> entry)
    {
        for (var at = 0; at < count; at++)
        {
            if (string.Equals(entries[at].Key.AsString, entry.Key.AsString, StringComparison.Ordinal))
            {
                entries[at] = entry;
                return true;
            }
        }

        if (count == Limits.MembersMax)
        {
            return false;
        }

        if (count == entries.Length)
        {
            var larger = ArrayPool<KeyValuePair<Value, Value>>.Shared.Rent(count * 2);
            entries.AsSpan(0, count).CopyTo(larger);
            ArrayPool<KeyValuePair<Value, Value>>.Shared.Return(entries, clearArray: true);
            entries = larger;
        }

        entries[count++] = entry;
        return true;
    }

    private static Problem? ReadList(ref Utf8JsonReader reader, int depth, out Value value)
    {
        value = default;
        var items = new List<Value>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Read(ref reader, depth, out var item) is { } problem)
            {
                return problem with { Path = "/" + items.Count.ToString(CultureInfo.InvariantCulture) + problem.Path };
            }

            items.Add(item);
        }

        value = Value.List([.. items]);
        return null;
    }

    private static Problem? ReadNumber(ref Utf8JsonReader reader, out Value value)
    {
        if (reader.TryGetDouble(out var number) && double.IsFinite(number))
        {
            value = Value.Number(number);
            return null;
        }

        value = default;
        return new Problem(ProblemCodes.OutOfRange, "", "The number is beyond what a 64-bit float can hold.");
    }
}
