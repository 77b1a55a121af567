using System.Collections.Frozen;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>properties</c>: each declared property that is there satisfies its schema.</summary>
internal sealed class PropertiesKeyword(KeyValuePair<string, SchemaNode>[] declared) : Keyword
{
    private readonly FrozenDictionary<string, SchemaNode> byName = declared.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The declared names.</summary>
    public IEnumerable<string> Names => declared.Select(property => property.Key);

    /// <summary>The declared names with their schemas.</summary>
    public KeyValuePair<string, SchemaNode>[] Declared => declared;

    /// <summary>The schema of a declared property, or null.</summary>
    public SchemaNode? Find(string name) => byName.GetValueOrDefault(name);

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        if (value.Kind != ValueKind.Map)
        {
            return true;
        }

        var holds = true;
        foreach (var (name, schema) in declared)
        {
            if (!value.AsMap.TryGet(name, out var property))
            {
                continue;
            }

            holds &= check.Member(schema, property, name);
            if (!holds && check.IsSettled)
            {
                return false;
            }
        }

        if (check.Evaluated.IsTracking)
        {
            Note(value.AsMap, check.Evaluated);
        }

        return holds;
    }

    private void Note(ValueMap map, MemberSet evaluated)
    {
        for (var at = 0; at < map.Count; at++)
        {
            if (map.Entries[at].Key is { Kind: ValueKind.String } name && Find(name.AsString) is not null)
            {
                evaluated.Add(at);
            }
        }
    }
}
