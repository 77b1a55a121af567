using System.Text.Json.Nodes;

namespace Personalization.Deploy.Tests.Manifests;

/// <summary>Which pods a selector means.</summary>
internal static class Selector
{
    /// <summary>Whether a selector of the form of Services (plain pairs) or of the others (<c>matchLabels</c>, <c>matchExpressions</c> with <c>In</c>) means these labels.</summary>
    public static bool Selects(JsonNode? selector, JsonNode? labels)
    {
        if (selector is null)
        {
            return false;
        }

        var hasForm = selector["matchLabels"] is not null || selector["matchExpressions"] is not null;
        var pairs = hasForm ? selector["matchLabels"]?.AsObject() ?? [] : selector.AsObject();
        return pairs.All(pair => (string?)labels?[pair.Key] == (string?)pair.Value)
            && Manifest.List(hasForm ? selector["matchExpressions"] : null).All(one => IsIn(one, (string?)labels?[(string)one["key"]!]));
    }

    private static bool IsIn(JsonNode expression, string? value) => (string?)expression["operator"] == "In"
        ? Manifest.List(expression["values"]).Any(one => (string?)one == value)
        : throw new NotSupportedException($"The operator {expression["operator"]} is not one that these tests know.");
}
