namespace Personalization.Core.Expressions.Compiling;

/// <summary>A logical operator as a type, so that compiled code is specialised for it.</summary>
internal interface IJunction
{
    /// <summary>The value of a part that decides the whole.</summary>
    static abstract bool Decides { get; }
}

/// <summary><c>&amp;&amp;</c></summary>
internal readonly struct AllOf : IJunction
{
    public static bool Decides => false;
}

/// <summary><c>||</c></summary>
internal readonly struct AnyOf : IJunction
{
    public static bool Decides => true;
}
