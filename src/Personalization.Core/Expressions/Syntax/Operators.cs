using System.Collections.Frozen;

namespace Personalization.Core.Expressions.Syntax;

/// <summary>The operators, under the names that CEL gives their functions.</summary>
internal static class Operators
{
    public const string Conditional = "_?_:_", Or = "_||_", And = "_&&_", Not = "!_", Negate = "-_", Index = "_[_]", OptionalIndex = "_[?_]", In = "@in";
    public const string Equal = "_==_", NotEqual = "_!=_", Less = "_<_", LessOrEqual = "_<=_", Greater = "_>_", GreaterOrEqual = "_>=_";
    public const string Add = "_+_", Subtract = "_-_", Multiply = "_*_", Divide = "_/_", Modulo = "_%_";

    /// <summary>The binary operators that associate to the left, by symbol: the function, and how tightly it binds.</summary>
    public static FrozenDictionary<string, (string Function, int Precedence)> Binary { get; } =
        new Dictionary<string, (string, int)>(StringComparer.Ordinal)
        {
            ["||"] = (Or, 1),
            ["&&"] = (And, 2),
            ["=="] = (Equal, 3),
            ["!="] = (NotEqual, 3),
            ["<"] = (Less, 3),
            ["<="] = (LessOrEqual, 3),
            [">"] = (Greater, 3),
            [">="] = (GreaterOrEqual, 3),
            ["in"] = (In, 3),
            ["+"] = (Add, 4),
            ["-"] = (Subtract, 4),
            ["*"] = (Multiply, 5),
            ["/"] = (Divide, 5),
            ["%"] = (Modulo, 5),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a function is a comparison of two values.</summary>
    public static bool IsComparison(string function) =>
        function is Equal or NotEqual or Less or LessOrEqual or Greater or GreaterOrEqual or In;

    /// <summary>The name for messages: an operator's symbol, or the function's name.</summary>
    public static string Display(string function) => function switch
    {
        Index => "[]",
        OptionalIndex => "[?]",
        In => "in",
        Conditional => "?:",
        _ => function.Trim('_'),
    };
}
