using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>propertyNames</c>: the name of every property satisfies the schema.</summary>
internal sealed class PropertyNamesKeyword(SchemaNode schema) : Keyword
{
    public override bool Check(in Value value, Violations? found)
    {
        if (value.Kind != ValueKind.Map)
        {
            return true;
        }

        var holds = true;
        foreach (ref readonly var entry in value.AsMap.Entries)
        {
            if (entry.Key.Kind != ValueKind.String || schema.Check(entry.Key, null))
            {
                continue;
            }

            holds = false;
            if (found is null)
            {
                return false;
            }

            var why = new List<Problem>();
            schema.Check(entry.Key, "", why, 1);
            found.Enter(entry.Key.AsString);
            found.Add("bad_property_name", $"The name `{entry.Key.AsString}` is not allowed: {why[0].Message}");
            found.Leave();
        }

        return holds;
    }
}
