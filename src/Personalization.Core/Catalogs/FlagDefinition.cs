using System.Collections.Immutable;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs;

/// <summary>A feature flag: one of some named values, by the first rule that holds.</summary>
public sealed record FlagDefinition
{
    /// <summary>The flag's key.</summary>
    public required string Id { get; init; }

    /// <summary>The values by the names of the variants; all of one kind.</summary>
    public required ImmutableSortedDictionary<string, Value> Variants { get; init; }

    /// <summary>The variant where no rule holds.</summary>
    public required string Default { get; init; }

    /// <summary>The rules in order; the first whose condition holds gives the variant.</summary>
    public ImmutableArray<FlagRule> Rules { get; init; } = [];

    /// <summary>Whether it is off: then everybody gets <see cref="Default"/>.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Who answers for it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The day by which somebody looks at it again; null for none.</summary>
    public DateOnly? ReviewBy { get; init; }
}
