namespace Personalization.Core.Catalogs.Contracts;

/// <summary>The keywords of draft 2020-12 by what they do.</summary>
internal static class KeywordNames
{
    /// <summary>The meta-schema that schemas may name, and the only one.</summary>
    public const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>Those that say nothing about validity.</summary>
    public static readonly string[] Annotations =
    [
        "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment",
        "contentEncoding", "contentMediaType", "contentSchema",
    ];

    /// <summary>Those that name a schema or a place in it.</summary>
    public static readonly string[] Identifiers = ["$schema", "$id", "$anchor", "$dynamicAnchor"];

    /// <summary>Those whose value is one schema.</summary>
    public static readonly string[] OfSchema =
    [
        "additionalProperties", "propertyNames", "items", "contains", "not", "if", "then", "else",
        "unevaluatedItems", "unevaluatedProperties", "contentSchema",
    ];

    /// <summary>Those whose value is a list of schemas.</summary>
    public static readonly string[] OfList = ["allOf", "anyOf", "oneOf", "prefixItems"];

    /// <summary>Those whose value is a map of schemas; <c>dependencies</c>, from before 2019-09, may hold lists of names too.</summary>
    public static readonly string[] OfMap = ["$defs", "properties", "patternProperties", "dependentSchemas", "dependencies"];

    /// <summary>Those that apply schemas.</summary>
    public static readonly string[] Applicators =
        ["$ref", "minContains", "maxContains", .. OfSchema.Where(name => name != "contentSchema"), .. OfList, .. OfMap];

    /// <summary>Those that check a value by themselves.</summary>
    public static readonly string[] Assertions =
    [
        "type", "required", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
        "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
        "dependentRequired", "format",
    ];

    /// <summary>All of them.</summary>
    public static readonly string[] All = [.. Assertions, .. Applicators, .. Identifiers, .. Annotations];
}
