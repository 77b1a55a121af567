using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>
/// The schema of schemas: what https://json-schema.org/draft/2020-12/schema says, as one schema that refers to itself. It is the one
/// document that a <c>$ref</c> can name without containing it.
/// </summary>
internal static class MetaSchema
{
    private static readonly Lazy<SchemaNode> Compiled = new(Compile);

    /// <summary>The compiled meta-schema.</summary>
    public static SchemaNode Instance => Compiled.Value;

    private static SchemaNode Compile()
    {
        var problems = new List<Problem>();
        return new SchemaCompiler(Write(), SchemaDialect.Standard, problems).Compile()
            ?? throw new InvalidOperationException($"The meta-schema does not compile: {string.Join("; ", problems)}");
    }

    private static Value Write()
    {
        var (schema, text, truth, anything) = (Of(("$ref", Text("#"))), Type("string"), Type("boolean"), Value.Bool(true));
        var count = Of(("type", Text("integer")), ("minimum", Value.Int(0)));
        var names = Of(("type", Text("array")), ("items", text), ("uniqueItems", Value.Bool(true)));
        var schemas = Of(("type", Text("array")), ("minItems", Value.Int(1)), ("items", schema));
        var byName = Of(("type", Text("object")), ("additionalProperties", schema));
        var simple = Of(("enum", Texts("array", "boolean", "integer", "null", "number", "object", "string")));
        var types = Of(("anyOf", Value.List([simple, Of(("type", Text("array")), ("minItems", Value.Int(1)), ("items", simple), ("uniqueItems", Value.Bool(true)))])));
        var anchor = Of(("type", Text("string")), ("pattern", Text("^[A-Za-z_][-A-Za-z0-9._]*$")));
        var dependencies = Of(("type", Text("object")), ("additionalProperties", Of(("anyOf", Value.List([schema, names])))));
        var properties = new Dictionary<string, Value>
        {
            ["$id"] = Of(("type", Text("string")), ("pattern", Text("^[^#]*#?$"))),
            ["$anchor"] = anchor,
            ["$dynamicAnchor"] = anchor,
            ["$vocabulary"] = Of(("type", Text("object")), ("additionalProperties", truth)),
            ["$defs"] = byName,
            ["definitions"] = byName,
            ["dependencies"] = dependencies,
            ["type"] = types,
            ["const"] = anything,
            ["enum"] = Type("array"),
            ["multipleOf"] = Of(("type", Text("number")), ("exclusiveMinimum", Value.Int(0))),
            ["required"] = names,
            ["dependentRequired"] = Of(("type", Text("object")), ("additionalProperties", names)),
            ["uniqueItems"] = truth,
            ["examples"] = Type("array"),
        };
        Add(properties, byName, "properties", "patternProperties", "dependentSchemas");
        Add(properties, schemas, KeywordNames.OfList);
        Add(properties, schema, KeywordNames.OfSchema);
        Add(properties, count, "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains");
        Add(properties, Type("number"), "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");
        Add(properties, text, "$schema", "$ref", "$dynamicRef", "$comment", "title", "description", "format", "pattern", "contentEncoding", "contentMediaType");
        Add(properties, truth, "deprecated", "readOnly", "writeOnly");
        return Of(("type", Texts("object", "boolean")), ("properties", Of([.. properties.Select(property => (property.Key, property.Value))])));
    }

    private static void Add(Dictionary<string, Value> properties, Value schema, params string[] names)
    {
        foreach (var name in names)
        {
            properties[name] = schema;
        }
    }

    private static Value Type(string name) => Of(("type", Text(name)));

    private static Value Text(string text) => Value.String(text);

    private static Value Texts(params string[] texts) => Value.List(Array.ConvertAll(texts, Text));

    private static Value Of(params (string Name, Value Value)[] entries) =>
        Value.Map(new ValueMap(Array.ConvertAll(entries, entry => KeyValuePair.Create(Value.String(entry.Name), entry.Value))));
}
