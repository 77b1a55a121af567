namespace Personalization.Core.Catalogs;

/// <summary>The identity of one catalog version: SHA-256 of its canonical bundle, in lower-case hex.</summary>
/// <param name="Value">64 hex digits.</param>
public readonly record struct CatalogHash(string Value)
{
    /// <summary>The first twelve digits: enough for people.</summary>
    public string Short => Value.Length > 12 ? Value[..12] : Value;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
