using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Core.Audiences;

/// <summary>The named segments of a catalog, compiled. Membership is derived whenever it is asked for, never stored.</summary>
public sealed class SegmentPlan
{
    private readonly Catalog catalog;
    private readonly Expression<AudienceContext>?[] conditions;

    internal SegmentPlan(Catalog catalog)
    {
        this.catalog = catalog;
        conditions = new Expression<AudienceContext>?[catalog.Segments.Length];
    }

    /// <summary>Whether somebody is in the segment of a slot in <see cref="Catalog.Segments"/>. Allocates nothing unless the condition makes texts or lists.</summary>
    public bool Holds(int slot, in AudienceContext context)
    {
        var own = context.WithoutRequest;
        return conditions[slot] is { } condition && condition.Holds(in own);
    }

    /// <summary>Compiles the conditions, which may read each other: readers find them here when they run. One with problems never holds.</summary>
    internal ImmutableArray<(int SegmentSlot, ExpressionProblem Problem)> Compile(
        ObjectType<AudienceContext> userNames, ObjectType<AudienceContext> accountNames, ExpressionOptions options)
    {
        var found = ImmutableArray.CreateBuilder<(int, ExpressionProblem)>();
        found.AddRange(SegmentOrder.Check(catalog));
        var broken = found.Select(one => one.Item1).ToHashSet();
        for (var at = 0; at < conditions.Length; at++)
        {
            var slot = at;
            var names = catalog.Segments[at].Of == SubjectSide.Account ? accountNames : userNames;
            var condition = ExpressionCompiler.Compile(catalog.Segments[at].When, names, CelType.Bool, options, out var problems);
            found.AddRange(problems.Select(problem => (slot, problem)));
            conditions[at] = broken.Contains(at) ? null : condition;
        }

        return found.ToImmutable();
    }
}
