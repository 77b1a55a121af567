using System.Numerics;

namespace Personalization.Core.Expressions.Compiling;

/// <summary>A comparison as a type, so that compiled code is specialised for it instead of asking which one it is.</summary>
internal interface IRelation
{
    /// <summary>Whether the relation holds.</summary>
    static abstract bool Holds<TValue>(TValue left, TValue right)
        where TValue : IComparisonOperators<TValue, TValue, bool>;
}

/// <summary><c>==</c></summary>
internal readonly struct EqualTo : IRelation
{
    public static bool Holds<TValue>(TValue left, TValue right)
        where TValue : IComparisonOperators<TValue, TValue, bool> => left == right;
}

/// <summary><c>!=</c></summary>
internal readonly struct NotEqualTo : IRelation
{
    public static bool Holds<TValue>(TValue left, TValue right)
        where TValue : IComparisonOperators<TValue, TValue, bool> => left != right;
}

/// <summary><c>&lt;</c></summary>
internal readonly struct LessThan : IRelation
{
    public static bool Holds<TValue>(TValue left, TValue right)
        where TValue : IComparisonOperators<TValue, TValue, bool> => left < right;
}

/// <summary><c>&lt;=</c></summary>
internal readonly struct AtMost : IRelation
{
    public static bool Holds<TValue>(TValue left, TValue right)
        where TValue : IComparisonOperators<TValue, TValue, bool> => left <= right;
}

/// <summary><c>&gt;</c></summary>
internal readonly struct GreaterThan : IRelation
{
    public static bool Holds<TValue>(TValue left, TValue right)
        where TValue : IComparisonOperators<TValue, TValue, bool> => left > right;
}

/// <summary><c>&gt;=</c></summary>
internal readonly struct AtLeast : IRelation
{
    public static bool Holds<TValue>(TValue left, TValue right)
        where TValue : IComparisonOperators<TValue, TValue, bool> => left >= right;
}
