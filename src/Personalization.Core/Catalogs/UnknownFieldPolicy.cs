namespace Personalization.Core.Catalogs;

/// <summary>What becomes of a property or trait that nothing in the catalog names.</summary>
public enum UnknownFieldPolicy
{
    /// <summary>It is stored and means nothing.</summary>
    Keep,

    /// <summary>It is taken off the event before that is stored.</summary>
    Drop,

    /// <summary>The event is rejected and kept in the dead letters.</summary>
    Refuse,
}
