namespace Personalization.Core.Expressions;

/// <summary>The types that a <see cref="Value"/> can hold. The numbers are stored and may not change.</summary>
public enum ValueKind : byte
{
    /// <summary>Nothing: JSON's and CEL's null.</summary>
    Null = 0,

    /// <summary>True or false.</summary>
    Bool = 1,

    /// <summary>A signed 64-bit integer.</summary>
    Int = 2,

    /// <summary>An unsigned 64-bit integer.</summary>
    Uint = 3,

    /// <summary>An IEEE 754 double.</summary>
    Double = 4,

    /// <summary>A text.</summary>
    String = 5,

    /// <summary>A run of bytes.</summary>
    Bytes = 6,

    /// <summary>An ordered list of values.</summary>
    List = 7,

    /// <summary>A map from bool, int, uint or string keys to values.</summary>
    Map = 8,

    /// <summary>A point in time.</summary>
    Timestamp = 9,

    /// <summary>A length of time.</summary>
    Duration = 10,

    /// <summary>The type of a value.</summary>
    Type = 11,

    /// <summary>An evaluation error: errors are values, not exceptions.</summary>
    Error = 12,

    /// <summary>A value of a type that only its library knows. Lives in expressions only and is never stored.</summary>
    Opaque = 13,
}
