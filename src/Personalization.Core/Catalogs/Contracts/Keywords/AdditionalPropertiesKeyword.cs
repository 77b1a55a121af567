using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>additionalProperties</c>: properties that no sibling declares or matches satisfy this schema; null refuses them.</summary>
internal sealed class AdditionalPropertiesKeyword(PropertiesKeyword? declared, PatternPropertiesKeyword? patterns, SchemaNode? schema) : Keyword
{
    /// <summary>The schema of undeclared properties, or null where there may be none.</summary>
    public SchemaNode? Schema => schema;

    /// <summary>The patterns of names that are not its matter.</summary>
    public IEnumerable<string> Patterns => patterns?.Patterns.Select(pattern => pattern.Source) ?? [];

    /// <summary>Whether a property of this name is its matter.</summary>
    public bool Covers(string name) => declared?.Find(name) is null && patterns?.Matches(name) is not true;

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        if (value.Kind != ValueKind.Map)
        {
            return true;
        }

        var holds = true;
        var entries = value.AsMap.Entries;
        for (var at = 0; at < entries.Length; at++)
        {
            if (entries[at].Key.Kind != ValueKind.String)
            {
                continue;
            }

            var name = entries[at].Key.AsString;
            if (declared?.Find(name) is not null || patterns?.Matches(name, ref check) is true)
            {
                continue;
            }

            check.Evaluated.Add(at);
            holds &= schema is null ? Unexpected(check.Found, name) : check.Member(schema, entries[at].Value, name);
            if (!holds && check.IsSettled)
            {
                return false;
            }
        }

        return holds;
    }

    /// <summary>Notes a property that may not be there.</summary>
    internal static bool Unexpected(Violations? found, string name)
    {
        found?.Enter(name);
        Violated(found, "unexpected_property", "The property is not declared; remove it or declare it.");
        found?.Leave();
        return false;
    }
}
