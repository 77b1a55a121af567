namespace Personalization.Core.Catalogs.Contracts;

/// <summary>How a schema is read: both readings are of draft 2020-12 and differ only where the specification leaves a choice.</summary>
public sealed record SchemaDialect
{
    /// <summary>
    /// Contracts: a keyword or format that is not known is a problem, because a contract that silently checks less than it says
    /// is worse than none, and <c>format</c> is checked.
    /// </summary>
    public static SchemaDialect Contract { get; } = new() { RefusesUnknown = true, AssertsFormats = true };

    /// <summary>The specification's default: unknown keywords and <c>format</c> are annotations.</summary>
    public static SchemaDialect Standard { get; } = new();

    /// <summary>As <see cref="Standard"/>, with <c>format</c> checked: the specification's format-assertion vocabulary.</summary>
    public static SchemaDialect StandardWithFormats { get; } = new() { AssertsFormats = true };

    /// <summary>Whether unknown keywords and formats are problems; otherwise they are ignored.</summary>
    public bool RefusesUnknown { get; private init; }

    /// <summary>Whether <c>format</c> is checked; otherwise it is an annotation.</summary>
    public bool AssertsFormats { get; private init; }

    /// <summary>How many schemas one check may ask, at least 1; a check that wants more fails as <c>too_costly</c>.</summary>
    public int StepsMax { get; init; } = Limits.SchemaStepsMax;
}
