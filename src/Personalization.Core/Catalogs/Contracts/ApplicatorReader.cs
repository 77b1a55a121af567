using Personalization.Core.Expressions.Patterns;
using Personalization.Core.Catalogs.Contracts.Keywords;
using Personalization.Core.Catalogs.Contracts.Patterns;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>Reads the keywords of one schema object that apply other schemas. Some belong together, whatever their order.</summary>
internal sealed class ApplicatorReader(SchemaPlace place)
{
    private PropertiesKeyword? properties;
    private PatternPropertiesKeyword? patterns;

    /// <summary>Compiles one keyword; null where it only adds to another one, and after a problem.</summary>
    public Keyword? Read(string keyword, in Value value) => keyword switch
    {
        "$ref" => ReadReference(value),
        "$defs" => Compiled(place.NamedChildren(keyword, value)),
        "allOf" => new AllOfKeyword(place.Children(keyword, value)),
        "anyOf" => new AnyOfKeyword(place.Children(keyword, value)),
        "oneOf" => new OneOfKeyword(place.Children(keyword, value)),
        "not" => new NotKeyword(place.Child(keyword, value)),
        "if" => new IfKeyword(place.Child(keyword, value), place.ChildOf("then"), place.ChildOf("else")),
        "then" or "else" => Compiled(place.Child(keyword, value)),
        "dependentSchemas" => new DependentSchemasKeyword(place.NamedChildren(keyword, value)),
        "dependencies" => ReadDependencies(keyword, value),
        "properties" => ReadProperties(),
        "patternProperties" => ReadPatterns(),
        "additionalProperties" => new AdditionalPropertiesKeyword(ReadProperties(), ReadPatterns(), Unless(keyword, value)),
        "unevaluatedProperties" => new UnevaluatedPropertiesKeyword(Unless(keyword, value)),
        "propertyNames" => new PropertyNamesKeyword(place.Child(keyword, value)),
        "prefixItems" => new PrefixItemsKeyword(place.Children(keyword, value)),
        "items" => new ItemsKeyword(PrefixLength(), place.Child(keyword, value)),
        "unevaluatedItems" => new UnevaluatedItemsKeyword(place.Child(keyword, value)),
        "contains" => new ContainsKeyword(place.Child(keyword, value), Count("minContains", 1), Count("maxContains", long.MaxValue)),
        _ => ReadCount(keyword, value),
    };

    private RefKeyword? ReadReference(in Value reference)
    {
        if (reference.Kind != ValueKind.String)
        {
            place.Refuse("$ref");
            return null;
        }

        var target = place.Compiler.Resolve(reference.AsString, place);
        return target is null ? null : new RefKeyword(target);
    }

    private PropertiesKeyword? ReadProperties() =>
        properties ??= place.Schema.TryGet("properties", out var declared) ? new PropertiesKeyword(place.NamedChildren("properties", declared)) : null;

    private PatternPropertiesKeyword? ReadPatterns()
    {
        if (patterns is not null || !place.Schema.TryGet("patternProperties", out var written))
        {
            return patterns;
        }

        var read = new List<(string, Pattern, SchemaNode)>();
        foreach (var (source, schema) in place.NamedChildren("patternProperties", written))
        {
            if (EcmaPattern.TryCompile(source, out var pattern, out var error))
            {
                read.Add((source, pattern, schema));
            }
            else
            {
                place.Fail("patternProperties", "bad_pattern", error);
            }
        }

        return patterns = new PatternPropertiesKeyword([.. read]);
    }

    private AllOfKeyword? ReadDependencies(string keyword, in Value value)
    {
        if (value.Kind != ValueKind.Map)
        {
            place.Refuse(keyword);
            return null;
        }

        var names = new List<KeyValuePair<string, string[]>>();
        var schemas = new List<KeyValuePair<string, SchemaNode>>();
        foreach (var entry in value.AsMap.Entries)
        {
            var name = entry.Key.ToString();
            if (entry.Value.Kind == ValueKind.List)
            {
                names.Add(new(name, place.Names(keyword, entry.Value) ?? []));
            }
            else
            {
                schemas.Add(new(name, place.Named(keyword, name, entry.Value)));
            }
        }

        var both = new SchemaNode(JsonPointer.Child(place.Pointer, keyword));
        var written = Value.Map(new ValueMap([KeyValuePair.Create(Value.String(keyword), value)]));
        both.Fill(written, SchemaTypes.Any, [new DependentRequiredKeyword([.. names]), new DependentSchemasKeyword([.. schemas])]);
        place.Compiler.Adopt(both);
        return new AllOfKeyword([both]);
    }

    private SchemaNode? Unless(string keyword, in Value value)
    {
        var schema = place.Child(keyword, value);
        return value is { Kind: ValueKind.Bool, AsBool: false } ? null : schema;
    }

    private int PrefixLength() => place.Schema.TryGet("prefixItems", out var prefix) && prefix.Kind == ValueKind.List ? prefix.AsList.Length : 0;

    private long Count(string keyword, long unasked) =>
        place.Schema.TryGet(keyword, out var value) && JsonNumber.TryReadCount(value, out var count) ? count : unasked;

    private Keyword? ReadCount(string keyword, in Value value)
    {
        if (!JsonNumber.TryReadCount(value, out _))
        {
            place.Refuse(keyword);
        }

        return null;
    }

    // Compiled for its problems and for references to it; by itself it checks nothing.
    private static Keyword? Compiled(object _) => null;
}
