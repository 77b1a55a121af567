namespace Personalization.Core.Catalogs;

/// <summary>Which side of a product a definition is about.</summary>
[Flags]
public enum SubjectSide
{
    /// <summary>Neither; valid in no definition.</summary>
    None = 0,

    /// <summary>The person: a known user or an anonymous visitor.</summary>
    User = 1,

    /// <summary>The account.</summary>
    Account = 2,

    /// <summary>The tenant as a whole: caps and budgets that everybody shares. Never an event's or a state's.</summary>
    Tenant = 4,
}
