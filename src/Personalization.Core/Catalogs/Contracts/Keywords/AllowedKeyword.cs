using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>enum</c> and <c>const</c>: the value is one of these.</summary>
internal sealed class AllowedKeyword(Value[] allowed) : Keyword
{
    private const int NamedMax = 12;
    private readonly HashSet<Value>? many = allowed.Length > Limits.PairwiseItemsMax ? new(allowed, JsonEquality.Comparer) : null;

    /// <summary>The values.</summary>
    public Value[] Allowed => allowed;

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        return IsAllowed(value) || (check.Found is not null && Violated(check.Found, "not_allowed", $"Must be {Describe()}."));
    }

    private bool IsAllowed(in Value value)
    {
        if (many is not null)
        {
            return many.Contains(value);
        }

        foreach (ref readonly var one in allowed.AsSpan())
        {
            if (JsonEquality.AreEqual(one, value))
            {
                return true;
            }
        }

        return false;
    }

    private string Describe()
    {
        var named = string.Join(", ", allowed.Take(NamedMax).Select(Quote));
        return allowed.Length switch
        {
            0 => "nothing at all: the list of allowed values is empty",
            1 => named,
            <= NamedMax => "one of " + named,
            _ => $"one of {named} and {allowed.Length - NamedMax} more",
        };
    }

    private static string Quote(Value value) => value.Kind == ValueKind.String ? $"`{value.AsString}`" : value.ToString();
}
