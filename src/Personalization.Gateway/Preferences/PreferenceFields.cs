using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Preferences;

/// <summary>What somebody likes to get, before anything is judged: the same for every protocol.</summary>
internal struct PreferenceFields
{
    public string? MessageId;
    public Dictionary<string, bool>? Topics;
    public Dictionary<string, string>? Digest;

    /// <summary>By action: whether less like it is wanted.</summary>
    public Dictionary<string, bool>? LessLikeThis;

    /// <summary>By source: whether data about them may come from there.</summary>
    public Dictionary<string, bool>? DataSources;
    public Instant? SnoozedUntil;
    public List<IntervalFields>? QuietHours;
    public string? Source;
    public Instant? Timestamp;

    /// <summary>Whether nothing is said.</summary>
    public readonly bool IsEmpty => Topics is not { Count: > 0 } && Digest is not { Count: > 0 } && LessLikeThis is not { Count: > 0 }
        && DataSources is not { Count: > 0 } && SnoozedUntil is null && QuietHours is null;

    /// <summary>Reads one member of the body.</summary>
    public static bool ReadMember(ref Utf8JsonReader reader, string name, ref PreferenceFields fields, ref Problem? problem)
    {
        switch (name)
        {
            case "messageId":
                problem = JsonField.Text(ref reader, "/messageId", Event.IdCharsMax, ref fields.MessageId);
                return true;
            case "topics":
                problem = ReadMap(ref reader, "/topics", fields.Topics = new(StringComparer.Ordinal), ReadSwitch);
                return true;
            case "digest":
                problem = ReadMap(ref reader, "/digest", fields.Digest = new(StringComparer.Ordinal), ReadText);
                return true;
            case "lessLikeThis":
                problem = ReadMap(ref reader, "/lessLikeThis", fields.LessLikeThis = new(StringComparer.Ordinal), ReadSwitch);
                return true;
            case "dataSources":
                problem = ReadMap(ref reader, "/dataSources", fields.DataSources = new(StringComparer.Ordinal), ReadSwitch);
                return true;
            case "snoozedUntil":
                problem = JsonField.Time(ref reader, "/snoozedUntil", ref fields.SnoozedUntil);
                return true;
            case "quietHours":
                problem = QuietHoursReader.Read(ref reader, ref fields.QuietHours);
                return true;
            case "source":
                problem = JsonField.Text(ref reader, "/source", Preferred.SourceCharsMax, ref fields.Source);
                return true;
            case "timestamp":
                problem = JsonField.Time(ref reader, "/timestamp", ref fields.Timestamp);
                return true;
            default:
                return false;
        }
    }

    private delegate Problem? ReadItem<T>(ref Utf8JsonReader reader, string path, out T item);

    private static Problem? ReadMap<T>(ref Utf8JsonReader reader, string path, Dictionary<string, T> map, ReadItem<T> read)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return JsonField.WrongType(path, "an object", reader.TokenType);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Read(ref reader, out var name) is { } unreadable)
            {
                return unreadable with { Path = path };
            }

            reader.Read();
            var at = path + JsonPointer.Member(name);
            if (read(ref reader, at, out var item) is { } problem)
            {
                return problem;
            }

            if (map.Count == Limits.PreferencesMax || !map.TryAdd(name, item))
            {
                return new Problem(ProblemCodes.TooManyMembers, at, $"Name each once, and {Limits.PreferencesMax} at most.");
            }
        }

        return null;
    }

    private static Problem? ReadSwitch(ref Utf8JsonReader reader, string path, out bool isOn)
    {
        bool? read = null;
        var problem = JsonField.Bool(ref reader, path, ref read);
        isOn = read ?? false;
        return read is null ? problem ?? JsonField.WrongType(path, "true or false", reader.TokenType) : null;
    }

    private static Problem? ReadText(ref Utf8JsonReader reader, string path, out string text)
    {
        string? read = null;
        var problem = JsonField.Text(ref reader, path, Limits.NameChars, ref read);
        text = read ?? "";
        return problem ?? (read is null ? JsonField.WrongType(path, "a text", reader.TokenType) : null);
    }
}
