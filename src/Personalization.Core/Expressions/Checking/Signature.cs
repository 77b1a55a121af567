using System.Collections.Immutable;

namespace Personalization.Core.Expressions.Checking;

/// <summary>The types of one overload of a function.</summary>
/// <param name="IsMethod">Whether it is called behind a dot; the first parameter is then what stands before the dot.</param>
/// <param name="Parameters">The parameter types.</param>
/// <param name="Result">The result type.</param>
internal sealed record Signature(bool IsMethod, ImmutableArray<CelType> Parameters, CelType Result)
{
    /// <summary>Reads <c>(string, int) -> bool</c>, or <c>string.(int) -> bool</c> for a method; capital letters are type parameters.</summary>
    public static Signature Parse(string text)
    {
        var arrow = text.IndexOf("->", StringComparison.Ordinal);
        var dot = text.IndexOf(".(", StringComparison.Ordinal);
        var isMethod = dot > 0;
        var open = text.IndexOf('(', dot + 1);
        var parameters = ImmutableArray.CreateBuilder<CelType>();
        if (isMethod)
        {
            parameters.Add(TypeOf(text[..dot]));
        }

        var close = text.LastIndexOf(')', arrow);
        foreach (var part in Split(text[(open + 1)..close]))
        {
            parameters.Add(TypeOf(part));
        }

        return new Signature(isMethod, parameters.ToImmutable(), TypeOf(text[(arrow + 2)..]));
    }

    private static CelType TypeOf(string text)
    {
        var name = text.Trim();
        if (name.StartsWith("type(", StringComparison.Ordinal))
        {
            return CelType.TypeOf(TypeOf(name[5..^1]));
        }

        if (name.StartsWith("optional_type(", StringComparison.Ordinal))
        {
            return CelType.Optional(TypeOf(name["optional_type(".Length..^1]));
        }

        if (name.StartsWith("list(", StringComparison.Ordinal))
        {
            return CelType.List(TypeOf(name[5..^1]));
        }

        if (name.StartsWith("map(", StringComparison.Ordinal))
        {
            var parts = Split(name[4..^1]);
            return CelType.Map(TypeOf(parts[0]), TypeOf(parts[1]));
        }

        return name.Length == 1 && char.IsAsciiLetterUpper(name[0]) ? CelType.Parameter(name) : CelType.Named(name);
    }

    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        var depth = 0;
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[at] == ',' && depth == 0)
            {
                parts.Add(text[start..at]);
                start = at + 1;
            }
        }

        if (text.Length > 0)
        {
            parts.Add(text[start..]);
        }

        return parts;
    }
}
