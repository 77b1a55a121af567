using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>propertyNames</c>: the name of every property satisfies the schema.</summary>
internal sealed class PropertyNamesKeyword(SchemaNode schema) : Keyword
{
    /// <summary>The schema of names.</summary>
    public SchemaNode Schema => schema;

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        if (value.Kind != ValueKind.Map)
        {
            return true;
        }

        var holds = true;
        foreach (ref readonly var entry in value.AsMap.Entries)
        {
            if (entry.Key.Kind != ValueKind.String || check.Test(schema, entry.Key))
            {
                continue;
            }

            holds = false;
            if (check.Found is not { } found)
            {
                return false;
            }

            found.Enter(entry.Key.AsString);
            found.Add("bad_property_name", $"The name `{entry.Key.AsString}` is not allowed: {SchemaCheck.Why(schema, entry.Key).Message}");
            found.Leave();
            if (found.IsFull)
            {
                return false;
            }
        }

        return holds;
    }
}
