using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Personalization.Grpc.V1;

namespace Personalization.Cli;

/// <summary>Writes profiles as people and scripts read them: numbers as numbers and kinds as words, as HTTP has them; of a look at the past its time and catalog too.</summary>
internal static class ProfileJson
{
    private static readonly JsonSerializerOptions Indented = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };
    internal static readonly JsonSerializerOptions OnOneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonFormatter Whole = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    /// <summary>On one line, with what is empty too.</summary>
    public static string Of(ProfilesGetResponse answer) => Tidy(answer, Whole).ToJsonString(OnOneLine);

    /// <summary>For people: indented, without what is empty.</summary>
    public static string ForPeople(ProfilesGetResponse answer) => Tidy(answer, JsonFormatter.Default).ToJsonString(Indented);

    private static JsonObject Tidy(ProfilesGetResponse answer, JsonFormatter formatter)
    {
        var json = JsonNode.Parse(formatter.Format(answer))!.AsObject();
        var profile = json["profile"]!.AsObject();
        Tidy(profile, Profile.Descriptor);
        if (answer.At is not null)
        {
            profile["at"] = json["at"]!.DeepClone();
            profile["catalog"] = answer.Catalog;
        }

        return profile;
    }

    private static void Tidy(JsonObject json, MessageDescriptor message)
    {
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            if (json[field.JsonName] is { } value)
            {
                json[field.JsonName] = field.IsMap ? OfMap(value.AsObject(), field.MessageType.FindFieldByNumber(2)) : Tidied(value, field);
            }
        }
    }

    private static JsonNode OfMap(JsonObject map, FieldDescriptor of)
    {
        foreach (var name in map.Select(entry => entry.Key).ToList())
        {
            map[name] = Tidied(map[name]!, of);
        }

        return map.DeepClone();
    }

    /// <summary>Structs and times are messages too, which have a form of their own already.</summary>
    private static JsonNode Tidied(JsonNode value, FieldDescriptor field)
    {
        switch (value)
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(one => Tidied(one!, field))]);
            case JsonObject json when field.MessageType.File.Package == Profile.Descriptor.File.Package:
                Tidy(json, field.MessageType);
                break;
            case JsonValue number when field.FieldType == FieldType.Int64:
                return JsonValue.Create(long.Parse(number.GetValue<string>(), CultureInfo.InvariantCulture));
            case JsonValue name when field.FieldType == FieldType.Enum:
                return name.GetValue<string>().Split('_')[^1].ToLowerInvariant();
        }

        return value.DeepClone();
    }
}
