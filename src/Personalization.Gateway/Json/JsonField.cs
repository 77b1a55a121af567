using System.Text.Json;
using Personalization.Core;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Json;

/// <summary>Reads the value of a member whose type is known. JSON null means the same as leaving the member out.</summary>
internal static class JsonField
{
    /// <summary>Reads a text of at most <paramref name="charsMax"/> characters.</summary>
    public static Problem? Text(ref Utf8JsonReader reader, string path, int charsMax, ref string? text)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            return WrongType(path, "a text", reader.TokenType);
        }

        var problem = JsonText.Read(ref reader, out var read);
        text = read;
        return problem is not null ? problem with { Path = path }
            : read.Length > charsMax ? new Problem(ProblemCodes.TooLong, path, $"It has {read.Length} characters; {charsMax} are allowed.")
            : null;
    }

    /// <summary>Reads a text and cuts it: for facts about the surroundings, where a long one is odd but harms nobody.</summary>
    public static Problem? CutText(ref Utf8JsonReader reader, string path, int charsMax, ref string? text)
    {
        var problem = Text(ref reader, path, int.MaxValue, ref text);
        if (text?.Length > charsMax)
        {
            text = Cut(text, charsMax);
        }

        return problem;
    }

    /// <summary>Reads an RFC 3339 time, which says by Z or an offset of which zone it is.</summary>
    public static Problem? Time(ref Utf8JsonReader reader, string path, ref Instant? time)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            return SenderTime(ref reader, path, ref time);
        }

        if (!JsonTime.TryParseExact(reader.GetString()!, out var read))
        {
            return new Problem(ProblemCodes.InvalidTime, path, "It is not an RFC 3339 time, which ends in Z or an offset such as +01:00.");
        }

        time = read;
        return null;
    }

    /// <summary>Reads a time of a sender of events: ISO 8601 without an offset is UTC, as Segment's clients mean it.</summary>
    public static Problem? SenderTime(ref Utf8JsonReader reader, string path, ref Instant? time)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            return WrongType(path, "a text with a time", reader.TokenType);
        }

        if (!JsonTime.TryRead(ref reader, out var read))
        {
            return new Problem(ProblemCodes.InvalidTime, path, "It is not an RFC 3339 time such as 2026-03-01T09:30:00Z.");
        }

        time = read;
        return null;
    }

    /// <summary>Reads an integer within bounds.</summary>
    public static Problem? Integer(ref Utf8JsonReader reader, string path, int min, int max, ref int? number)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.Number)
        {
            return WrongType(path, "a whole number", reader.TokenType);
        }

        if (!reader.TryGetInt32(out var read) || read < min || read > max)
        {
            return new Problem(ProblemCodes.OutOfRange, path, $"It must be a whole number from {min} to {max}.");
        }

        number = read;
        return null;
    }

    /// <summary>Reads a boolean.</summary>
    public static Problem? Bool(ref Utf8JsonReader reader, string path, ref bool? flag)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
        {
            return WrongType(path, "true or false", reader.TokenType);
        }

        flag = reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean();
        return null;
    }

    /// <summary>Cuts a text without splitting a surrogate pair.</summary>
    public static string Cut(string text, int charsMax) =>
        text.Length <= charsMax ? text : text[..(char.IsHighSurrogate(text[charsMax - 1]) ? charsMax - 1 : charsMax)];

    /// <summary>The problem of a value of another JSON type.</summary>
    public static Problem WrongType(string path, string expected, JsonTokenType found) => new(
        ProblemCodes.WrongType,
        path,
        $"It must be {expected}, not {Name(found)}.");

    /// <summary>The problem of a member that nobody reads: a misspelt one must not be taken for an absent one.</summary>
    public static Problem Unknown(ref Utf8JsonReader reader, string parent) => JsonText.Read(ref reader, out var name) is { } unreadable
        ? unreadable with { Path = parent }
        : new Problem(ProblemCodes.UnknownField, parent + JsonPointer.Member(name), $"There is no field '{Cut(name, Limits.NameChars)}' here.");

    private static string Name(JsonTokenType token) => token switch
    {
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.StartObject => "an object",
        _ => "null",
    };
}
