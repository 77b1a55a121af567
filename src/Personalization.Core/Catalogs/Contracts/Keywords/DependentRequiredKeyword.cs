using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>dependentRequired</c>: where a property is there, these others are too.</summary>
internal sealed class DependentRequiredKeyword(KeyValuePair<string, string[]>[] dependents) : Keyword
{
    /// <summary>The property names with the names that they ask for.</summary>
    public KeyValuePair<string, string[]>[] Dependents => dependents;

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        if (value.Kind != ValueKind.Map)
        {
            return true;
        }

        var holds = true;
        foreach (var (name, required) in dependents)
        {
            if (value.AsMap.TryGet(name, out _))
            {
                holds &= CheckPresent(value.AsMap, name, required, check.Found);
            }
        }

        return holds;
    }

    private static bool CheckPresent(ValueMap map, string name, string[] required, Violations? found)
    {
        var holds = true;
        foreach (var other in required)
        {
            if (map.TryGet(other, out _))
            {
                continue;
            }

            holds = false;
            found?.Enter(other);
            Violated(found, "missing_property", $"The property `{other}` is required where `{name}` is given; add it.");
            found?.Leave();
        }

        return holds;
    }
}
