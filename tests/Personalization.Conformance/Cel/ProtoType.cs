using System.Text.Json;
using Personalization.Core.Expressions;

namespace Personalization.Conformance.Cel;

/// <summary>Reads types from the JSON form of <c>cel.expr.Type</c>.</summary>
internal static class ProtoType
{
    /// <summary>The type as a text, the same for both kinds of description: <c>list(int)</c>.</summary>
    public static string Text(CelType type) =>
        type.Arguments.IsEmpty ? Name(type) : $"{Name(type)}({string.Join(", ", type.Arguments.Select(Text))})";

    /// <inheritdoc cref="Text(CelType)"/>
    public static string Text(JsonElement type)
    {
        var (kind, content) = ProtoJson.Only(type);
        return kind switch
        {
            "dyn" or "null" => kind,
            "primitive" => Simple(content.GetString()!),
            "wrapper" => $"wrapper({Simple(content.GetString()!)})",
            "well_known" => content.GetString()!.ToLowerInvariant(),
            "list_type" => $"list({Part(content, "elem_type")})",
            "map_type" => $"map({Part(content, "key_type")}, {Part(content, "value_type")})",
            "type" => $"type({Text(content)})",
            "abstract_type" => Abstract(content),
            "message_type" or "type_param" => content.GetString()!,
            _ => kind,
        };
    }

    /// <summary>The type of a declared variable; null where the language part has no such type.</summary>
    public static CelType? Read(JsonElement type)
    {
        var (kind, content) = ProtoJson.Only(type);
        return kind switch
        {
            "list_type" => content.Has("elem_type", out var element) && Read(element) is { } of ? CelType.List(of) : null,
            "map_type" => content.Has("key_type", out var key) && content.Has("value_type", out var value) && Read(key) is { } from && Read(value) is { } to
                ? CelType.Map(from, to)
                : null,
            "message_type" => content.GetString() switch
            {
                "google.protobuf.Timestamp" => CelType.Timestamp,
                "google.protobuf.Duration" => CelType.Duration,
                _ => null,
            },
            "type_param" => CelType.Parameter(content.GetString()!),
            "abstract_type" => ReadAbstract(content),
            _ => Array.Find(Simples, simple => simple.Name == Text(type)),
        };
    }

    private static CelType? ReadAbstract(JsonElement type)
    {
        var arguments = type.Each("parameter_types").Select(Read).ToList();
        return arguments.TrueForAll(argument => argument is not null) ? CelType.Opaque(type.Text("name"), [.. arguments.OfType<CelType>()]) : null;
    }

    private static readonly CelType[] Simples =
    [
        CelType.Dyn, CelType.Null, CelType.Bool, CelType.Int, CelType.Uint, CelType.Double, CelType.String, CelType.Bytes, CelType.Timestamp, CelType.Duration,
    ];

    private static string Name(CelType type) => type.Kind == CelTypeKind.Null ? "null" : type.Name;

    private static string Simple(string primitive) => primitive switch
    {
        "INT64" => "int",
        "UINT64" => "uint",
        var other => other.ToLowerInvariant(),
    };

    private static string Part(JsonElement type, string name) => type.Has(name, out var part) ? Text(part) : "dyn";

    private static string Abstract(JsonElement type)
    {
        var arguments = string.Join(", ", type.Each("parameter_types").Select(Text));
        return arguments.Length == 0 ? type.Text("name") : $"{type.Text("name")}({arguments})";
    }
}
