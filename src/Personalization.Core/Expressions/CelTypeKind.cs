namespace Personalization.Core.Expressions;

/// <summary>The kinds of static type.</summary>
public enum CelTypeKind
{
    /// <summary>Known only when it runs.</summary>
    Dyn,

    /// <summary>The type of null.</summary>
    Null,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A signed 64-bit integer.</summary>
    Int,

    /// <summary>An unsigned 64-bit integer.</summary>
    Uint,

    /// <summary>An IEEE 754 double.</summary>
    Double,

    /// <summary>A text.</summary>
    String,

    /// <summary>A run of bytes.</summary>
    Bytes,

    /// <summary>A point in time.</summary>
    Timestamp,

    /// <summary>A length of time.</summary>
    Duration,

    /// <summary>A list of one element type.</summary>
    List,

    /// <summary>A map of one key and one value type.</summary>
    Map,

    /// <summary>A declared type with named members, an <see cref="ObjectType"/>.</summary>
    Object,

    /// <summary>The type of values that are types.</summary>
    Type,

    /// <summary>A type that only its library knows: optionals, addresses …</summary>
    Opaque,

    /// <summary>A type parameter of a function's signature.</summary>
    Parameter,
}
