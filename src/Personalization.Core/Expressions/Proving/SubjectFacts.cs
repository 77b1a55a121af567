using System.Collections.Immutable;
using Personalization.Core.Expressions.Functions;

namespace Personalization.Core.Expressions.Proving;

/// <summary>What comparisons say about one subject: bounds, the values that are left, and those that are excluded.</summary>
internal sealed class SubjectFacts
{
    private readonly List<(ComparisonKind Kind, Value Value)> bounds = [];
    private List<Value>? allowed;

    /// <summary>Whether no value is left.</summary>
    public bool AreImpossible => allowed is not null ? !allowed.Exists(Fits) : AreBoundsCrossed;

    private bool AreBoundsCrossed => bounds.Exists(low => IsLow(low.Kind) && bounds.Exists(high => IsHigh(high.Kind) && Excludes(low, high)));

    /// <summary>Adds a comparison.</summary>
    public void Add(ComparisonKind kind, ImmutableArray<LiteralOperand> operands)
    {
        if (kind is ComparisonKind.Equal or ComparisonKind.In)
        {
            allowed = [.. operands.Select(operand => operand.Value).Where(value => allowed?.Exists(one => Relations.AreEqual(one, value)) != false)];
        }
        else
        {
            bounds.Add((kind, operands[0].Value));
        }
    }

    /// <summary>The same facts, to add to.</summary>
    public SubjectFacts Copy()
    {
        var copy = new SubjectFacts { allowed = allowed };
        copy.bounds.AddRange(bounds);
        return copy;
    }

    private bool Fits(Value value) => bounds.TrueForAll(bound => bound.Kind == ComparisonKind.NotEqual
        ? !Relations.AreEqual(value, bound.Value)
        : !Relations.TryCompare(value, bound.Value, out var order) || bound.Kind switch
        {
            ComparisonKind.Less => order < 0,
            ComparisonKind.LessOrEqual => order <= 0,
            ComparisonKind.Greater => order > 0,
            _ => order >= 0,
        });

    private static bool Excludes((ComparisonKind Kind, Value Value) low, (ComparisonKind Kind, Value Value) high) =>
        Relations.TryCompare(low.Value, high.Value, out var order)
        && (order > 0 || (order == 0 && (low.Kind == ComparisonKind.Greater || high.Kind == ComparisonKind.Less)));

    private static bool IsLow(ComparisonKind kind) => kind is ComparisonKind.Greater or ComparisonKind.GreaterOrEqual;

    private static bool IsHigh(ComparisonKind kind) => kind is ComparisonKind.Less or ComparisonKind.LessOrEqual;
}
