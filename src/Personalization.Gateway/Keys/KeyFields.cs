using System.Text.Json;
using Personalization.Core;
using Personalization.Gateway.Json;

namespace Personalization.Gateway.Keys;

/// <summary>What a caller says of a new key.</summary>
internal struct KeyFields
{
    public string? Label;
    public List<string>? Scopes;

    /// <summary>Reads one member of the body.</summary>
    public static bool ReadMember(ref Utf8JsonReader reader, string name, ref KeyFields fields, ref Problem? problem)
    {
        switch (name)
        {
            case "label":
                problem = JsonField.Text(ref reader, "/label", Limits.NameChars, ref fields.Label);
                return true;
            case "scopes":
                problem = ReadScopes(ref reader, fields.Scopes = []);
                return true;
            default:
                return false;
        }
    }

    private static Problem? ReadScopes(ref Utf8JsonReader reader, List<string> scopes)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return JsonField.WrongType("/scopes", "a list of texts", reader.TokenType);
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string? name = null;
            if (JsonField.Text(ref reader, "/scopes", Limits.NameChars, ref name) is { } problem)
            {
                return problem;
            }

            scopes.Add(name ?? "");
        }

        return null;
    }
}
