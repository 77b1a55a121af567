using System.Text.Json;
using Personalization.Core;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Preferences;

/// <summary>Reads the list of a person's quiet hours.</summary>
internal static class QuietHoursReader
{
    private const string Path = "/quietHours";

    /// <summary>Reads the list at the reader's token.</summary>
    public static Problem? Read(ref Utf8JsonReader reader, ref List<IntervalFields>? intervals)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return JsonField.WrongType(Path, "a list", reader.TokenType);
        }

        intervals = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (intervals.Count == Core.Limits.WeeklyIntervalsMax)
            {
                return new Problem(ProblemCodes.TooManyMembers, Path, $"{Core.Limits.WeeklyIntervalsMax} intervals are allowed.");
            }

            var interval = default(IntervalFields);
            if (ReadInterval(ref reader, $"{Path}/{intervals.Count}", ref interval) is { } problem)
            {
                return problem;
            }

            intervals.Add(interval);
        }

        return null;
    }

    private static Problem? ReadInterval(ref Utf8JsonReader reader, string path, ref IntervalFields interval)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return JsonField.WrongType(path, "an object", reader.TokenType);
        }

        Problem? problem = null;
        while (problem is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var atName = reader;
            problem = JsonText.Read(ref reader, out var name) is { } unreadable ? unreadable with { Path = path } : null;
            reader.Read();
            problem ??= name switch
            {
                "days" => ReadDays(ref reader, path + "/days", ref interval.Days),
                "from" => JsonField.Text(ref reader, path + "/from", Limits.NameChars, ref interval.From),
                "to" => JsonField.Text(ref reader, path + "/to", Limits.NameChars, ref interval.To),
                _ => JsonField.Unknown(ref atName, path),
            };
        }

        return problem;
    }

    private static Problem? ReadDays(ref Utf8JsonReader reader, string path, ref List<string>? days)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return JsonField.WrongType(path, "a list", reader.TokenType);
        }

        days = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string? day = null;
            if (days.Count == DaysPerWeek || JsonField.Text(ref reader, path, Limits.NameChars, ref day) is not null || day is null)
            {
                return new Problem(ProblemCodes.NotAllowed, path, "Name days of the week, each once.");
            }

            days.Add(day);
        }

        return null;
    }

    private const int DaysPerWeek = 7;
}
