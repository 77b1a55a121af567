using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>dependentSchemas</c>: where a property is there, the whole object satisfies its schema.</summary>
internal sealed class DependentSchemasKeyword(KeyValuePair<string, SchemaNode>[] dependents) : Keyword
{
    /// <summary>The property names with what they ask for.</summary>
    public KeyValuePair<string, SchemaNode>[] Dependents => dependents;

    public override IEnumerable<SchemaNode> InPlace => dependents.Select(dependent => dependent.Value);

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        if (value.Kind != ValueKind.Map)
        {
            return true;
        }

        var holds = true;
        foreach (var (name, schema) in dependents)
        {
            holds &= !value.AsMap.TryGet(name, out _) || schema.Check(value, ref check);
            if (!holds && check.IsSettled)
            {
                return false;
            }
        }

        return holds;
    }
}
