using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Personalization.Deploy.Tests.Support;

/// <summary>YAML as JSON, with the types that a plain scalar has in the core schema (YAML 1.2, 10.3.2).</summary>
internal static class Yaml
{
    /// <summary>All documents of a text that hold something.</summary>
    public static IReadOnlyList<JsonObject> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => Convert(document.RootNode)).OfType<JsonObject>()];
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => Merged(mapping),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
        YamlScalarNode scalar => scalar.Style == ScalarStyle.Plain ? Plain(scalar.Value ?? "") : JsonValue.Create(scalar.Value),
        _ => throw new InvalidDataException($"A {node.NodeType} at {node.Start} is nothing that JSON has."),
    };

    /// <summary>What <c>&lt;&lt;</c> brings in counts where the mapping itself says nothing (the merge key of YAML 1.1).</summary>
    private static JsonObject Merged(YamlMappingNode mapping)
    {
        var own = new JsonObject(mapping.Children.Where(child => !IsMerge(child.Key)).Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Convert(child.Value))));
        foreach (var (name, value) in mapping.Children.Where(child => IsMerge(child.Key)).SelectMany(child => Convert(child.Value)!.AsObject()).Where(field => !own.ContainsKey(field.Key)).ToList())
        {
            own[name] = value?.DeepClone();
        }

        return own;
    }

    private static bool IsMerge(YamlNode key) => key is YamlScalarNode { Value: "<<", Style: ScalarStyle.Plain };

    private static JsonValue? Plain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when char.IsAsciiDigit(text[^1]) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
