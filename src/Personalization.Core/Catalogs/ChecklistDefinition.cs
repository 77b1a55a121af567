using System.Collections.Immutable;

namespace Personalization.Core.Catalogs;

/// <summary>A list of steps that a person or an account completes by doing them.</summary>
/// <param name="Id">The name that expressions use.</param>
/// <param name="Of">Whose checklist: exactly one side.</param>
/// <param name="Roles">The values of the <c>role</c> trait that it is for; empty for everybody.</param>
/// <param name="RoleTrait">The trait that <paramref name="Roles"/> speaks of, or null where it is empty.</param>
/// <param name="Steps">1 to <see cref="StepsMax"/> steps.</param>
public sealed record ChecklistDefinition(
    string Id,
    SubjectSide Of,
    ImmutableArray<string> Roles,
    string? RoleTrait,
    ImmutableArray<ChecklistStep> Steps)
{
    /// <summary>The most steps: progress is kept in a 64-bit set.</summary>
    public const int StepsMax = 64;
}
