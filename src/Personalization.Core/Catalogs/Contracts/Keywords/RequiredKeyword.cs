using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>required</c>: these properties are there. The violation points at where the property would be.</summary>
internal sealed class RequiredKeyword(string[] names) : Keyword
{
    /// <summary>The names.</summary>
    public string[] Names => names;

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        if (value.Kind != ValueKind.Map)
        {
            return true;
        }

        var holds = true;
        foreach (var name in names)
        {
            if (value.AsMap.TryGet(name, out _))
            {
                continue;
            }

            holds = false;
            if (check.Found is not { } found)
            {
                return false;
            }

            found.Enter(name);
            found.Add("missing_property", $"The property `{name}` is required; add it.");
            found.Leave();
        }

        return holds;
    }
}
