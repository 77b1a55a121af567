using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Expressions;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Segment;

/// <summary>Reads <c>context.consent.categoryPreferences</c>: what a person told a consent banner, by category.</summary>
/// <remarks>https://segment.com/docs/privacy/consent-management/consent-in-segment-connections/</remarks>
internal static class SegmentConsent
{
    private const string Path = "/context/consent", Categories = Path + "/categoryPreferences";

    /// <summary>Reads the value that follows the name of the member <c>consent</c>, and goes to its end.</summary>
    public static Problem? Read(ref Utf8JsonReader reader, ref ValueMap? consent)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return JsonField.WrongType(Path, "an object", reader.TokenType);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCategories = JsonText.Is(ref reader, "categoryPreferences"u8);
            reader.Read();
            if (!isCategories)
            {
                reader.Skip();
            }
            else if (ReadCategories(ref reader, ref consent) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static Problem? ReadCategories(ref Utf8JsonReader reader, ref ValueMap? consent)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return JsonField.WrongType(Categories, "an object", reader.TokenType);
        }

        if (JsonValue.ReadMap(ref reader, 1, out var read) is { } unreadable)
        {
            return unreadable with { Path = Categories + unreadable.Path };
        }

        consent = read;
        return Check(read);
    }

    /// <summary>What is wrong with the answers to a banner; null for nothing. Paths are those of Segment's JSON under every protocol.</summary>
    public static Problem? Check(ValueMap consent)
    {
        if (consent.Count > Limits.ConsentCategories)
        {
            return new Problem(ProblemCodes.TooManyMembers, Categories, $"It has {consent.Count} categories; {Limits.ConsentCategories} are allowed.");
        }

        foreach (ref readonly var category in consent.Entries)
        {
            var name = category.Key.AsString;
            if (name.Length > Limits.NameChars)
            {
                return new Problem(ProblemCodes.TooLong, Categories, $"A category has {name.Length} characters; {Limits.NameChars} are allowed.");
            }

            if (category.Value.Kind != ValueKind.Bool)
            {
                return new Problem(ProblemCodes.WrongType, $"{Categories}/{name}", "It must be true or false.");
            }
        }

        return null;
    }
}
