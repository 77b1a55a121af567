using System.Text.Json;
using Personalization.Core;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Replays;

/// <summary>What a caller says of a new replay over HTTP.</summary>
internal struct ReplayFields
{
    public string? Kind;
    public Instant? From;
    public Instant? To;
    public List<string>? Subjects;
    public string? Into;
    public string? Catalog;
    public string? ImportFile;
    public string? Queue;
    public bool? UntilEmpty;
    public double? EventsPerSecond;

    /// <summary>Reads one member of the body.</summary>
    public static bool ReadMember(ref Utf8JsonReader reader, string name, ref ReplayFields fields, ref Problem? problem)
    {
        switch (name)
        {
            case "kind":
                problem = JsonField.Text(ref reader, "/kind", Limits.NameChars, ref fields.Kind);
                return true;
            case "from":
                problem = JsonField.Time(ref reader, "/from", ref fields.From);
                return true;
            case "to":
                problem = JsonField.Time(ref reader, "/to", ref fields.To);
                return true;
            case "subjects":
                problem = ReadSubjects(ref reader, fields.Subjects = []);
                return true;
            case "into":
                problem = JsonField.Text(ref reader, "/into", Limits.NameChars, ref fields.Into);
                return true;
            case "catalog":
                problem = JsonField.Text(ref reader, "/catalog", Limits.NameChars, ref fields.Catalog);
                return true;
            case "importFile":
                problem = JsonField.Text(ref reader, "/importFile", Limits.ImportNameChars, ref fields.ImportFile);
                return true;
            case "queue":
                problem = JsonField.Text(ref reader, "/queue", Limits.QueueNameBytes, ref fields.Queue);
                return true;
            case "untilEmpty":
                problem = JsonField.Bool(ref reader, "/untilEmpty", ref fields.UntilEmpty);
                return true;
            case "eventsPerSecond":
                problem = ReadRate(ref reader, ref fields.EventsPerSecond);
                return true;
            default:
                return false;
        }
    }

    /// <summary>What is asked for.</summary>
    /// <returns>Null, or the problem that nobody says what.</returns>
    public readonly Problem? Read(out ReplayAsk? ask)
    {
        ask = ReplayNames.KindOf(Kind) is not { } kind ? null : new ReplayAsk(kind)
        {
            From = From, To = To, Subjects = Subjects ?? [], Into = Into, CatalogHash = Catalog, ImportFile = ImportFile, Queue = Queue,
            UntilEmpty = UntilEmpty ?? false, EventsPerSecond = EventsPerSecond,
        };
        return ask is not null ? null : new Problem(Kind is null ? ProblemCodes.Required : ProblemCodes.NotAllowed, "/kind", $"Say what to do: {ReplayNames.Kinds}.");
    }

    private static Problem? ReadSubjects(ref Utf8JsonReader reader, List<string> subjects)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return JsonField.WrongType("/subjects", "a list of texts", reader.TokenType);
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string? subject = null;
            if (JsonField.Text(ref reader, "/subjects", Limits.ImportNameChars * 2, ref subject) is { } problem)
            {
                return problem;
            }

            subjects.Add(subject ?? "");
        }

        return null;
    }

    private static Problem? ReadRate(ref Utf8JsonReader reader, ref double? rate)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out var read))
        {
            return JsonField.WrongType("/eventsPerSecond", "a number", reader.TokenType);
        }

        rate = read;
        return null;
    }
}
