using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>properties</c>: each declared property that is there satisfies its schema.</summary>
internal sealed class PropertiesKeyword(KeyValuePair<string, SchemaNode>[] declared) : Keyword
{
    /// <summary>The declared names.</summary>
    public IEnumerable<string> Names => declared.Select(property => property.Key);

    /// <summary>The schema of a declared property, or null.</summary>
    public SchemaNode? Find(string name)
    {
        foreach (var (declaredName, schema) in declared)
        {
            if (declaredName == name)
            {
                return schema;
            }
        }

        return null;
    }

    public override bool Check(in Value value, Violations? found)
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

            found?.Enter(name);
            holds &= schema.Check(property, found);
            found?.Leave();
            if (!holds && found is null)
            {
                return false;
            }
        }

        return holds;
    }
}
