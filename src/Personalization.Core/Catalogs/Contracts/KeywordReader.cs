using Personalization.Core.Catalogs.Contracts.Formats;
using Personalization.Core.Catalogs.Contracts.Keywords;
using Personalization.Core.Catalogs.Contracts.Patterns;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>Reads the keywords of one schema object. What it does not know is a problem, unless the dialect lets it pass.</summary>
internal sealed class KeywordReader(SchemaPlace place)
{
    private readonly ApplicatorReader applicators = new(place);

    /// <summary>Fills the node of the schema object.</summary>
    public void Fill(SchemaNode node, in Value source)
    {
        var types = SchemaTypes.Any;
        var keywords = new List<Keyword>();
        foreach (var entry in place.Schema.Entries)
        {
            var keyword = entry.Key.ToString();
            if (keyword == "type")
            {
                types = ReadTypes(entry.Value);
            }
            else if (Read(keyword, entry.Value) is { } read)
            {
                keywords.Add(read);
            }
        }

        var description = place.Schema.TryGet("description", out var text) && text.Kind == ValueKind.String ? text.AsString : "";
        node.Fill(source, types, keywords, description);
    }

    private Keyword? Read(string keyword, in Value value)
    {
        if (KeywordNames.Applicators.Contains(keyword, StringComparer.Ordinal))
        {
            return applicators.Read(keyword, value);
        }

        if (KeywordNames.Assertions.Contains(keyword, StringComparer.Ordinal))
        {
            return ReadAssertion(keyword, value);
        }

        if (KeywordNames.Identifiers.Contains(keyword, StringComparer.Ordinal))
        {
            // The others have been read by the index.
            return keyword == "$schema" && value != Value.String(KeywordNames.Dialect) ? Refuse(keyword) : null;
        }

        if (place.Compiler.Dialect.RefusesUnknown && !KeywordNames.Annotations.Contains(keyword, StringComparer.Ordinal))
        {
            place.Fail(keyword, "unsupported_keyword", $"The keyword `{keyword}` is not supported; it would silently check nothing.");
        }

        return null;
    }

    private Keyword? ReadAssertion(string keyword, in Value value) => keyword switch
    {
        "required" => place.Names(keyword, value) is { } names ? new RequiredKeyword(names) : null,
        "dependentRequired" when value.Kind == ValueKind.Map => ReadDependentRequired(value.AsMap),
        "enum" when value.Kind == ValueKind.List => new AllowedKeyword(value.AsList.ToArray()),
        "const" => new AllowedKeyword([value]),
        "minimum" or "exclusiveMinimum" when JsonNumber.IsNumber(value) => new BoundKeyword(value, true, keyword[0] == 'e'),
        "maximum" or "exclusiveMaximum" when JsonNumber.IsNumber(value) => new BoundKeyword(value, false, keyword[0] == 'e'),
        "multipleOf" when JsonNumber.IsNumber(value) && JsonNumber.ToDouble(value) > 0 => new MultipleOfKeyword(value),
        "minLength" or "maxLength" when JsonNumber.TryReadCount(value, out var bound) => new LengthKeyword(bound, keyword[1] == 'i'),
        "minItems" or "maxItems" when JsonNumber.TryReadCount(value, out var bound) => new CountKeyword(bound, keyword[1] == 'i', ValueKind.List),
        "minProperties" or "maxProperties" when JsonNumber.TryReadCount(value, out var bound) => new CountKeyword(bound, keyword[1] == 'i', ValueKind.Map),
        "uniqueItems" when value.Kind == ValueKind.Bool => value.AsBool ? new UniqueItemsKeyword() : null,
        "pattern" when value.Kind == ValueKind.String => ReadPattern(value.AsString),
        "format" when value.Kind == ValueKind.String => ReadFormat(value.AsString),
        _ => Refuse(keyword),
    };

    private SchemaTypes ReadTypes(in Value value)
    {
        var types = SchemaTypes.None;
        var single = value;
        if (value.Kind == ValueKind.List && value.AsList.Length == 0)
        {
            place.Fail("type", "bad_schema", "The list of types is empty, so that nothing would be accepted.");
        }

        foreach (ref readonly var name in value.Kind == ValueKind.List ? value.AsList : new ReadOnlySpan<Value>(in single))
        {
            var type = name.Kind == ValueKind.String ? SchemaTypeNames.Of(name.AsString) : SchemaTypes.None;
            if (type == SchemaTypes.None)
            {
                place.Fail("type", "bad_schema", $"`{name}` is not one of null, boolean, integer, number, string, array, object.");
            }

            types |= type;
        }

        return types;
    }

    private DependentRequiredKeyword ReadDependentRequired(ValueMap map)
    {
        var dependents = new List<KeyValuePair<string, string[]>>();
        foreach (var entry in map.Entries)
        {
            dependents.Add(new(entry.Key.ToString(), place.Names("dependentRequired", entry.Value) ?? []));
        }

        return new DependentRequiredKeyword([.. dependents]);
    }

    private PatternKeyword? ReadPattern(string source)
    {
        if (EcmaPattern.TryCompile(source, out var pattern, out var error))
        {
            return new PatternKeyword(source, pattern);
        }

        place.Fail("pattern", "bad_pattern", error);
        return null;
    }

    private FormatKeyword? ReadFormat(string name)
    {
        if (!place.Compiler.Dialect.AssertsFormats)
        {
            return null;
        }

        if (TextFormats.Find(name) is { } format)
        {
            return new FormatKeyword(format);
        }

        if (place.Compiler.Dialect.RefusesUnknown)
        {
            place.Fail("format", "unknown_format", $"There is no format `{name}`; known are {string.Join(", ", TextFormats.Names)}.");
        }

        return null;
    }

    private Keyword? Refuse(string keyword)
    {
        place.Refuse(keyword);
        return null;
    }
}
