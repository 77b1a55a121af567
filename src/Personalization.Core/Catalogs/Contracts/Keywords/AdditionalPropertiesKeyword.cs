using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>additionalProperties</c>: properties that are not declared beside it satisfy this schema; null refuses them.</summary>
internal sealed class AdditionalPropertiesKeyword(PropertiesKeyword? declared, SchemaNode? schema) : Keyword
{
    /// <summary>The schema of undeclared properties, or null where there may be none.</summary>
    public SchemaNode? Schema => schema;

    public override bool Check(in Value value, Violations? found)
    {
        if (value.Kind != ValueKind.Map)
        {
            return true;
        }

        var holds = true;
        foreach (ref readonly var entry in value.AsMap.Entries)
        {
            if (entry.Key.Kind != ValueKind.String || declared?.Find(entry.Key.AsString) is not null)
            {
                continue;
            }

            found?.Enter(entry.Key.AsString);
            holds &= schema is null
                ? Violated(found, "unexpected_property", "The property is not declared; remove it or declare it.")
                : schema.Check(entry.Value, found);
            found?.Leave();
            if (!holds && (found is null || found.IsFull))
            {
                return false;
            }
        }

        return holds;
    }
}
