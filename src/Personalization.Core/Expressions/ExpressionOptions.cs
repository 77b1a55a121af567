using System.Collections.Immutable;
using Personalization.Core.Calendars;

namespace Personalization.Core.Expressions;

/// <summary>How expressions are read and checked. What is not said is as authors of a catalog need it.</summary>
public sealed record ExpressionOptions
{
    /// <summary>How much is checked.</summary>
    public ExpressionRigor Rigor { get; init; } = ExpressionRigor.Strict;

    /// <summary>
    /// The namespace that names are looked for in first, innermost part first; empty for none.
    /// https://github.com/google/cel-spec/blob/master/doc/langdef.md#name-resolution
    /// </summary>
    public string Container { get; init; } = "";

    /// <summary>Whether macros are replaced; where not, their names are those of unknown functions.</summary>
    public bool HasMacros { get; init; } = true;

    /// <summary>The time zones that expressions can name; UTC and offsets such as <c>+02:00</c> are always known.</summary>
    public TimeZoneTable TimeZones { get; init; } = TimeZoneTable.UtcOnly;

    /// <summary>Functions beside those of the libraries.</summary>
    public ImmutableArray<FunctionDeclaration> Declarations { get; init; } = [];
}
