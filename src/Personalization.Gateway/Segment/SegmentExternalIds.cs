using System.Text.Json;
using Personalization.Core;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Segment;

/// <summary>Reads <c>context.externalIds</c>: further ids of a person, such as a device's or a hashed address. Each becomes <c>type:id</c>.</summary>
/// <remarks>https://segment.com/docs/unify/identity-resolution/externalids/</remarks>
internal static class SegmentExternalIds
{
    private const string Path = "/context/externalIds";

    /// <summary>Reads the value that follows the name of the member <c>externalIds</c>, and goes to its end.</summary>
    public static Problem? Read(ref Utf8JsonReader reader, ref List<string>? ids)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return JsonField.WrongType(Path, "an array", reader.TokenType);
        }

        ids = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadOne(ref reader, ids) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>What is wrong with further ids; null for nothing. Paths are those of Segment's JSON under every protocol.</summary>
    public static Problem? Check(IReadOnlyCollection<string> ids) => ids.Count <= Grains.Limits.ExternalIdsMax ? null : new Problem(
        ProblemCodes.TooManyMembers, Path, $"It has {ids.Count} ids; {Grains.Limits.ExternalIdsMax} are allowed.");

    private static Problem? ReadOne(ref Utf8JsonReader reader, List<string> ids)
    {
        var path = $"{Path}/{ids.Count}";
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return JsonField.WrongType(path, "an object", reader.TokenType);
        }

        string? id = null, type = null;
        Problem? problem = null;
        while (problem is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Is(ref reader, "id"u8))
            {
                reader.Read();
                problem = JsonField.Text(ref reader, path + "/id", int.MaxValue, ref id);
            }
            else if (JsonText.Is(ref reader, "type"u8))
            {
                reader.Read();
                problem = JsonField.Text(ref reader, path + "/type", Limits.NameChars, ref type);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (problem is null && (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(type)))
        {
            problem = new Problem(ProblemCodes.Required, path, "An external id needs its id and its type, such as device_id.");
        }

        ids.Add($"{type}:{id}");
        return problem ?? Check(ids);
    }
}
