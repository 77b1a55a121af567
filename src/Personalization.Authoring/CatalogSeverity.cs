namespace Personalization.Authoring;

/// <summary>What a problem of a catalog means for it.</summary>
public enum CatalogSeverity
{
    /// <summary>The catalog cannot be used.</summary>
    Error,

    /// <summary>It can be used, but hardly as it was meant.</summary>
    Warning,
}
