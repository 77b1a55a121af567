using Personalization.Core.Catalogs.Contracts.Keywords;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>Reads the keywords of one schema object. What it does not know is a problem.</summary>
internal sealed class KeywordReader(SchemaCompiler compiler, ValueMap schema, string pointer, int depth)
{
    /// <summary>The keywords that do something, and those that are known to do nothing.</summary>
    public static readonly string[] Supported =
    [
        "type", "properties", "required", "additionalProperties", "propertyNames", "items", "enum", "const", "minimum", "maximum",
        "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems",
        "minProperties", "maxProperties", "$ref", "$defs", "$schema", "title", "description", "default", "examples", "format",
        "deprecated", "readOnly", "writeOnly", "$comment",
    ];

    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";
    private PropertiesKeyword? declared;

    /// <summary>The keywords as they are written.</summary>
    public KeyValuePair<Value, Value>[] Entries => schema.Entries.ToArray();

    /// <summary>Compiles one keyword; null for annotations and after a problem.</summary>
    public Keyword? Read(string keyword, in Value value) => keyword switch
    {
        "properties" when value.Kind == ValueKind.Map => ReadProperties(),
        "required" => ReadRequired(value),
        "additionalProperties" => new AdditionalPropertiesKeyword(
            ReadProperties(), value is { Kind: ValueKind.Bool, AsBool: false } ? null : Child(keyword, value)),
        "propertyNames" => new PropertyNamesKeyword(Child(keyword, value)),
        "items" => new ItemsKeyword(Child(keyword, value)),
        "enum" when value.Kind == ValueKind.List => new AllowedKeyword(value.AsList.ToArray()),
        "const" => new AllowedKeyword([value]),
        "minimum" or "exclusiveMinimum" when JsonNumber.IsNumber(value) => new BoundKeyword(value, true, keyword[0] == 'e'),
        "maximum" or "exclusiveMaximum" when JsonNumber.IsNumber(value) => new BoundKeyword(value, false, keyword[0] == 'e'),
        "multipleOf" when JsonNumber.IsNumber(value) && JsonNumber.ToDouble(value) > 0 => new MultipleOfKeyword(value),
        "minLength" or "maxLength" when TryReadCount(value, out var bound) => new LengthKeyword(bound, keyword[1] == 'i'),
        "minItems" or "maxItems" when TryReadCount(value, out var bound) => new CountKeyword(bound, keyword[1] == 'i', ValueKind.List),
        "minProperties" or "maxProperties" when TryReadCount(value, out var bound) => new CountKeyword(bound, keyword[1] == 'i', ValueKind.Map),
        "uniqueItems" when value.Kind == ValueKind.Bool => value.AsBool ? new UniqueItemsKeyword() : null,
        "pattern" when value.Kind == ValueKind.String => ReadPattern(value.AsString),
        "$ref" when value.Kind == ValueKind.String => ReadReference(value.AsString),
        "$defs" => ReadDefinitions(keyword, value),
        "title" or "description" or "default" or "examples" or "format" or "deprecated" or "readOnly" or "writeOnly"
            or "$comment" => null,
        "$schema" when value == Value.String(Dialect) => null,
        // Below the root it would move the base that references are resolved against.
        "$id" when pointer.Length == 0 => null,
        _ => Refuse(keyword),
    };

    /// <summary>The description annotation, or an empty text.</summary>
    public string ReadDescription() =>
        schema.TryGet("description", out var text) && text.Kind == ValueKind.String ? text.AsString : "";

    /// <summary>Reads <c>type</c>: a name or a list of names.</summary>
    public SchemaTypes ReadTypes(in Value value)
    {
        var types = SchemaTypes.None;
        var single = value;
        if (value.Kind == ValueKind.List && value.AsList.Length == 0)
        {
            Fail("type", "bad_schema", "The list of types is empty, so that nothing would be accepted.");
        }

        foreach (ref readonly var name in value.Kind == ValueKind.List ? value.AsList : new ReadOnlySpan<Value>(in single))
        {
            var type = name.Kind == ValueKind.String ? SchemaTypeNames.Of(name.AsString) : SchemaTypes.None;
            if (type == SchemaTypes.None)
            {
                Fail("type", "bad_schema", $"`{name}` is not one of null, boolean, integer, number, string, array, object.");
            }

            types |= type;
        }

        return types;
    }

    private PropertiesKeyword? ReadProperties()
    {
        if (declared is not null || !schema.TryGet("properties", out var properties) || properties.Kind != ValueKind.Map)
        {
            return declared;
        }

        var path = JsonPointer.Child(pointer, "properties");
        var all = new List<KeyValuePair<string, SchemaNode>>();
        foreach (var entry in properties.AsMap.Entries)
        {
            var name = entry.Key.ToString();
            all.Add(new(name, compiler.CompileAt(entry.Value, JsonPointer.Child(path, name), depth + 1)));
        }

        return declared = new PropertiesKeyword([.. all]);
    }

    private RequiredKeyword? ReadRequired(in Value value)
    {
        var names = new List<string>();
        foreach (ref readonly var name in value.Kind == ValueKind.List ? value.AsList : [])
        {
            if (name.Kind == ValueKind.String)
            {
                names.Add(name.AsString);
            }
        }

        if (value.Kind == ValueKind.List && names.Count == value.AsList.Length)
        {
            return new RequiredKeyword([.. names]);
        }

        Fail("required", "bad_schema", "Must be a list of property names.");
        return null;
    }

    private PatternKeyword? ReadPattern(string source)
    {
        if (EcmaPattern.TryCompile(source, out var pattern, out var error))
        {
            return new PatternKeyword(source, pattern);
        }

        Fail("pattern", "bad_pattern", error);
        return null;
    }

    private RefKeyword? ReadReference(string reference)
    {
        var target = compiler.Resolve(reference, JsonPointer.Child(pointer, "$ref"), depth);
        return target is null ? null : new RefKeyword(target);
    }

    private Keyword? ReadDefinitions(string keyword, in Value value)
    {
        if (value.Kind != ValueKind.Map)
        {
            return Refuse(keyword);
        }

        var path = JsonPointer.Child(pointer, keyword);
        foreach (var entry in value.AsMap.Entries)
        {
            compiler.CompileAt(entry.Value, JsonPointer.Child(path, entry.Key.ToString()), depth + 1);
        }

        return null;
    }

    private SchemaNode Child(string keyword, in Value value) =>
        compiler.CompileAt(value, JsonPointer.Child(pointer, keyword), depth + 1);

    private static bool TryReadCount(in Value value, out long count)
    {
        // 2.0 is an integer to JSON Schema.
        var isCount = SchemaTypeNames.Of(value) == SchemaTypes.Integer && JsonNumber.ToDouble(value) is >= 0 and <= int.MaxValue;
        count = isCount ? (long)JsonNumber.ToDouble(value) : 0;
        return isCount;
    }

    private Keyword? Refuse(string keyword)
    {
        if (Supported.Contains(keyword, StringComparer.Ordinal))
        {
            Fail(keyword, "bad_schema", $"The value of `{keyword}` is not what the keyword takes.");
        }
        else
        {
            Fail(keyword, "unsupported_keyword", $"The keyword `{keyword}` is not supported; it would silently check nothing.");
        }

        return null;
    }

    private void Fail(string keyword, string code, string message) => compiler.Fail(code, JsonPointer.Child(pointer, keyword), message);
}
