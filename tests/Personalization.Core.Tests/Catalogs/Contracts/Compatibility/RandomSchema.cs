namespace Personalization.Core.Tests.Catalogs.Contracts.Compatibility;

/// <summary>Small schemas and values over few names, texts and numbers, so that they meet; as JSON, the same for the same seed.</summary>
internal sealed class RandomSchema(int seed)
{
    private static readonly string[] Names = ["a", "b", "ab"];
    private static readonly string[] Scalars = ["null", "true", "false", "0", "1", "2", "3", "-1", "1.5", "\"\"", "\"a\"", "\"ab\"", "\"abc\"", "\"2026-03-01\""];
    private static readonly string[] Types = ["null", "boolean", "integer", "number", "string", "array", "object"];
    private readonly Random random = new(seed);

    public string Schema(int depth)
    {
        var keywords = new Dictionary<string, string>();
        for (var count = random.Next(0, 4); count > 0; count--)
        {
            var (name, value) = Keyword(depth);
            keywords[name] = value;
        }

        return random.Next(12) == 0 ? (random.Next(2) == 0 ? "true" : "false") : Write(keywords);
    }

    /// <summary>The schema with some keywords dropped, replaced or added, so that most pairs are close to one another.</summary>
    public string Changed(string schema, int depth)
    {
        if (schema is "true" or "false" || random.Next(8) == 0)
        {
            return Schema(depth);
        }

        using var document = System.Text.Json.JsonDocument.Parse(schema);
        var keywords = document.RootElement.EnumerateObject().ToDictionary(keyword => keyword.Name, keyword => keyword.Value.GetRawText());
        foreach (var name in keywords.Keys.Where(_ => random.Next(3) == 0).ToList())
        {
            keywords.Remove(name);
        }

        if (random.Next(2) == 0)
        {
            var (name, value) = Keyword(depth);
            keywords[name] = value;
        }

        return Write(keywords);
    }

    public string Instance(int depth) => random.Next(depth > 0 ? 5 : 2) switch
    {
        0 or 1 => One(Scalars),
        2 => $"[{string.Join(',', Many(() => Instance(depth - 1)))}]",
        _ => $"{{{string.Join(',', Names.Where(_ => random.Next(2) == 0).Select(name => $"\"{name}\":{Instance(depth - 1)}"))}}}",
    };

    private (string Name, string Value) Keyword(int depth)
    {
        var number = random.Next(-1, 4);
        var count = random.Next(0, 3);
        return random.Next(depth > 0 ? 30 : 15) switch
        {
            0 or 1 => ("type", $"[{string.Join(',', Types.Where(_ => random.Next(3) > 0).Append("string").Distinct().Select(type => $"\"{type}\""))}]"),
            2 => ("enum", $"[{string.Join(',', Many(() => Instance(1)))}]"),
            3 => ("const", Instance(1)),
            4 => (One("minimum", "exclusiveMinimum"), $"{number}"),
            5 => (One("maximum", "exclusiveMaximum"), $"{number}"),
            6 => ("multipleOf", One("1", "2", "0.5", "3")),
            7 => (One("minLength", "maxLength"), $"{count}"),
            8 => ("pattern", One("\"a\"", "\"^a\"", "\"b$\"")),
            9 => ("format", "\"date\""),
            10 => (One("minItems", "maxItems"), $"{count}"),
            11 => ("uniqueItems", "true"),
            12 => (One("minProperties", "maxProperties"), $"{count}"),
            13 => ("required", $"[{NamesOf()}]"),
            14 => ("dependentRequired", $"{{\"{One(Names)}\":[{NamesOf()}]}}"),
            15 or 16 or 17 => ("properties", NamedSchemas(depth)),
            18 => ("patternProperties", $"{{{One("\"^a\"", "\"b\"")}:{Schema(depth - 1)}}}"),
            19 or 20 => ("additionalProperties", random.Next(2) == 0 ? "false" : Schema(depth - 1)),
            21 => ("propertyNames", Schema(0)),
            22 => ("items", Schema(depth - 1)),
            23 => ("prefixItems", $"[{Schema(depth - 1)}]"),
            24 => ("contains", Schema(depth - 1)),
            25 => (One("minContains", "maxContains"), $"{count}"),
            26 => (One("allOf", "anyOf", "oneOf"), $"[{Schema(depth - 1)},{Schema(depth - 1)}]"),
            27 => (One("not", "if", "then", "else"), Schema(depth - 1)),
            28 => ("dependentSchemas", NamedSchemas(depth)),
            _ => (One("unevaluatedProperties", "unevaluatedItems"), Schema(depth - 1)),
        };
    }

    private string NamedSchemas(int depth) =>
        $"{{{string.Join(',', Names.Where(_ => random.Next(2) == 0).Select(name => $"\"{name}\":{Schema(depth - 1)}"))}}}";

    private string NamesOf() => string.Join(',', Names.Where(_ => random.Next(3) == 0).Select(name => $"\"{name}\""));

    private List<string> Many(Func<string> make) => [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => make())];

    private string One(params string[] of) => of[random.Next(of.Length)];

    private static string Write(Dictionary<string, string> keywords) => $"{{{string.Join(',', keywords.Select(keyword => $"\"{keyword.Key}\":{keyword.Value}"))}}}";
}
