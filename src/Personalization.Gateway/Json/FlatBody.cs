using System.Text.Json;
using Personalization.Core;

namespace Personalization.Gateway.Json;

/// <summary>Reads a small body: one object whose members are all known.</summary>
internal static class FlatBody
{
    /// <summary>Reads the value of the member with this name, or says that there is no such member by returning false.</summary>
    public delegate bool ReadMember<T>(ref Utf8JsonReader reader, string name, ref T fields, ref Problem? problem);

    /// <summary>Reads a body.</summary>
    /// <param name="json">The body.</param>
    /// <param name="fields">Where the values go.</param>
    /// <param name="read">Reads one member; the reader stands at its value.</param>
    /// <returns>Null, or the first thing that is wrong.</returns>
    public static Problem? Read<T>(ReadOnlySpan<byte> json, ref T fields, ReadMember<T> read)
    {
        if (MalformedBody.InvalidUtf8(json) is { } invalid)
        {
            return invalid;
        }

        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            return reader.TokenType == JsonTokenType.StartObject
                ? ReadMembers(ref reader, ref fields, read)
                : JsonField.WrongType("", "an object", reader.TokenType);
        }
        catch (JsonException error)
        {
            return MalformedBody.Problem(json, error);
        }
    }

    private static Problem? ReadMembers<T>(ref Utf8JsonReader reader, ref T fields, ReadMember<T> read)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Read(ref reader, out var name) is { } unreadable)
            {
                return unreadable;
            }

            var atName = reader;
            reader.Read();
            Problem? problem = null;
            if (!read(ref reader, name, ref fields, ref problem))
            {
                return JsonField.Unknown(ref atName, "");
            }

            if (problem is not null)
            {
                return problem;
            }
        }

        reader.Read();
        return null;
    }
}
