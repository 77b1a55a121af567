namespace Personalization.Core.Expressions;

/// <summary>A value of a type that only its library knows: an optional, an address. Immutable.</summary>
public abstract class OpaqueValue
{
    /// <summary>Its type.</summary>
    public abstract CelType Type { get; }

    /// <summary>Its weight, as <see cref="Value.Weight"/> counts.</summary>
    internal virtual long Weight => 1;

    /// <summary>How deep it nests, as <see cref="Value.Depth"/> counts.</summary>
    internal virtual int Depth => 0;

    /// <summary>CEL's equality with a value of the same type.</summary>
    internal abstract bool IsEqual(OpaqueValue other);
}
