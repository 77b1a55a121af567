using Personalization.Core.Catalogs.Contracts.Keywords;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Compatibility;

/// <summary>Compares keywords that look at the properties of an object.</summary>
internal static class ObjectComparison
{
    /// <summary>Compares; findings are added to the comparison.</summary>
    public static void Compare(Comparison comparison, Premise old, SchemaNode next, Keyword keyword)
    {
        switch (keyword)
        {
            case RequiredKeyword required:
                foreach (var name in required.Names.Except(old.Required))
                {
                    comparison.Find("newly_required", JsonPointer.Child(next.Pointer, "required"), $"The property `{name}` was optional and is required now.");
                }

                break;
            case DependentRequiredKeyword dependent:
                CompareDependents(comparison, old, next, dependent);
                break;
            case DependentSchemasKeyword dependent:
                foreach (var (name, schema) in dependent.Dependents.Where(one => !old.Property(one.Key).IsNever))
                {
                    var known = old.All<DependentSchemasKeyword>().SelectMany(one => one.Dependents).Where(one => one.Key == name).Select(one => one.Value);
                    comparison.Compare(old.And(known.Append(Premise.AnObject)), schema);
                }

                break;
            case PropertiesKeyword properties:
                CompareDeclared(comparison, old, properties);
                break;
            case PatternPropertiesKeyword patterns:
                ComparePatterns(comparison, old, patterns);
                break;
            case AdditionalPropertiesKeyword additional:
                CompareAdditional(comparison, old, next, additional);
                break;
            case PropertyNamesKeyword names:
                CompareNames(comparison, old, names);
                break;
        }
    }

    private static void CompareDependents(Comparison comparison, Premise old, SchemaNode next, DependentRequiredKeyword dependent)
    {
        foreach (var (name, others) in dependent.Dependents.Where(one => !old.Property(one.Key).IsNever))
        {
            var known = old.All<DependentRequiredKeyword>().SelectMany(one => one.Dependents).Where(one => one.Key == name).SelectMany(one => one.Value);
            foreach (var other in others.Except(old.Required).Except(known).Where(other => other != name))
            {
                comparison.Find("newly_required", next.Pointer, $"The property `{other}` was optional and is required now where `{name}` is given.");
            }
        }
    }

    private static void CompareDeclared(Comparison comparison, Premise old, PropertiesKeyword properties)
    {
        foreach (var (name, schema) in properties.Declared)
        {
            var known = old.Property(name);
            if (known.Nodes.Count > 0)
            {
                comparison.Compare(known, schema);
            }
            else if (!comparison.Proves(known, schema))
            {
                comparison.Find("newly_declared", schema.Pointer, $"The property `{name}` was not declared, so that any value of it was accepted.");
            }
        }
    }

    private static void ComparePatterns(Comparison comparison, Premise old, PatternPropertiesKeyword patterns)
    {
        foreach (var (source, pattern, schema) in patterns.Patterns)
        {
            var same = old.All<PatternPropertiesKeyword>().SelectMany(keyword => keyword.Patterns).Where(known => known.Source == source).Select(known => known.Schema);
            var isProven = comparison.Proves(new Premise(same), schema)
                || (old.Declared.Where(name => pattern.IsMatch(name)).All(name => comparison.Proves(old.Property(name), schema))
                    && old.Others().All(known => comparison.Proves(known, schema)));
            if (!isProven)
            {
                comparison.Find("newly_declared", schema.Pointer, $"Properties whose names match `{source}` had to satisfy less.");
            }
        }
    }

    private static void CompareAdditional(Comparison comparison, Premise old, SchemaNode next, AdditionalPropertiesKeyword additional)
    {
        var pointer = JsonPointer.Child(next.Pointer, "additionalProperties");
        var schema = additional.Schema ?? Premise.OfTypes(SchemaTypes.None, pointer);
        foreach (var name in old.Declared.Where(additional.Covers))
        {
            if (!comparison.Proves(old.Property(name), schema))
            {
                comparison.Find("property_removed", pointer, $"The property `{name}` was declared and is not now, and others are {(additional.Schema is null ? "refused" : "held to this")}.");
            }
        }

        if (!old.Others(additional.Patterns).All(known => comparison.Proves(known, schema)))
        {
            comparison.Find("closed", pointer, additional.Schema is null
                ? "Properties that are not declared were accepted and are refused now."
                : "Properties that are not declared had to satisfy less.");
        }
    }

    private static void CompareNames(Comparison comparison, Premise old, PropertyNamesKeyword names)
    {
        var isProven = comparison.Proves(new Premise(old.All<PropertyNamesKeyword>().Select(known => known.Schema).Append(Premise.AText)), names.Schema)
            || (old.Others().All(known => known.IsNever)
                && old.Declared.Where(name => !old.Property(name).IsNever).All(name => names.Schema.Check(Value.String(name), "", [], 1)));
        if (!isProven)
        {
            comparison.Find("names_narrowed", names.Schema.Pointer, "Properties of other names were accepted.");
        }
    }
}
