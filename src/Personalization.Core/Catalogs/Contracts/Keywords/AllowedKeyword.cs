using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>enum</c> and <c>const</c>: the value is one of these.</summary>
internal sealed class AllowedKeyword(Value[] allowed) : Keyword
{
    private const int NamedMax = 12;

    /// <summary>The values.</summary>
    public Value[] Allowed => allowed;

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        foreach (ref readonly var one in allowed.AsSpan())
        {
            if (JsonEquality.AreEqual(one, value))
            {
                return true;
            }
        }

        return check.Found is not null && Violated(check.Found, "not_allowed", $"Must be {Describe()}.");
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
