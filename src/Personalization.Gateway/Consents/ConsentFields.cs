using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Consents;

/// <summary>What somebody agrees to, before anything is judged: the same for every protocol.</summary>
internal struct ConsentFields
{
    public string? MessageId;
    public List<KeyValuePair<string, bool>>? Consents;
    public string? Source;
    public string? Proof;
    public Instant? Timestamp;

    /// <summary>What is said, by purpose.</summary>
    public readonly ValueMap ToMap() => new([.. (Consents ?? []).Select(one => KeyValuePair.Create(Value.String(one.Key), Value.Bool(one.Value)))]);

    /// <summary>Reads one member of the body.</summary>
    public static bool ReadMember(ref Utf8JsonReader reader, string name, ref ConsentFields fields, ref Problem? problem)
    {
        switch (name)
        {
            case "messageId":
                problem = JsonField.Text(ref reader, "/messageId", Event.IdCharsMax, ref fields.MessageId);
                return true;
            case "consents":
                problem = ReadConsents(ref reader, fields.Consents = []);
                return true;
            case "source":
                problem = JsonField.Text(ref reader, "/source", Consented.SourceCharsMax, ref fields.Source);
                return true;
            case "proof":
                problem = JsonField.Text(ref reader, "/proof", Consented.ProofCharsMax, ref fields.Proof);
                return true;
            case "timestamp":
                problem = JsonField.Time(ref reader, "/timestamp", ref fields.Timestamp);
                return true;
            default:
                return false;
        }
    }

    private static Problem? ReadConsents(ref Utf8JsonReader reader, List<KeyValuePair<string, bool>> consents)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return JsonField.WrongType("/consents", "an object", reader.TokenType);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Read(ref reader, out var purpose) is { } unreadable)
            {
                return unreadable with { Path = "/consents" };
            }

            reader.Read();
            string? said = null;
            if (JsonField.Text(ref reader, $"/consents/{purpose}", Limits.NameChars, ref said) is { } problem)
            {
                return problem;
            }

            if (said is not ("granted" or "denied"))
            {
                return new Problem(ProblemCodes.NotAllowed, $"/consents/{purpose}", "It must be granted or denied.");
            }

            if (consents.Exists(one => one.Key == purpose) || consents.Count == Core.Limits.PurposesMax)
            {
                return new Problem(ProblemCodes.TooManyMembers, $"/consents/{purpose}", $"Name each purpose once, and {Core.Limits.PurposesMax} at most.");
            }

            consents.Add(new(purpose, said == "granted"));
        }

        return null;
    }
}
