using System.Numerics;
using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Compiling;

/// <content>Conditions: what audiences consist of.</content>
internal static partial class Compiler<TContext>
{
    /// <summary>Code for a condition.</summary>
    internal static Read<TContext, bool> Bool(CheckedNode node) =>
        TryBool(node) ?? Unwrap(Dynamic(node), ValueKind.Bool, static value => value.AsBool);

    /// <summary>All of some conditions, or any of them.</summary>
    internal static Read<TContext, bool> Join(bool isAnd, Read<TContext, bool>[] parts) => parts.Length == 1 ? parts[0]
        : isAnd ? JunctionOf<AllOf>(parts)
        : JunctionOf<AnyOf>(parts);

    private static Read<TContext, bool>? TryBool(CheckedNode node) => node switch
    {
        Constant { Value.Kind: ValueKind.Bool } constant => Always(constant.Value.AsBool),
        FieldRead read => ReaderOf<bool>(read),
        FieldPresence presence => ((Field<TContext>)presence.Field).Presence ?? Always(true),
        Junction junction => Join(junction.IsAnd, [.. junction.Parts.Select(Bool)]),
        Choice { Type.Kind: CelTypeKind.Bool } choice => Choose(Bool(choice.Condition), Bool(choice.Then), Bool(choice.Otherwise)),
        PatternMatch match => MatchOf(match),
        Loop loop => TryQuantifier(loop),
        Binding { Type.Kind: CelTypeKind.Bool } binding => BindingOf(binding, Bool(binding.Body)),
        FunctionCall call => TryCondition(call),
        _ => null,
    };

    private static Read<TContext, bool>? TryCondition(FunctionCall call) => call.Function.Name switch
    {
        Operators.Not => NotOf(Bool(call.Arguments[0])),
        Operators.Equal => Comparison<EqualTo>(call) ?? TextEquality(call, wanted: true),
        Operators.NotEqual => Comparison<NotEqualTo>(call) ?? TextEquality(call, wanted: false),
        Operators.Less => Comparison<LessThan>(call),
        Operators.LessOrEqual => Comparison<AtMost>(call),
        Operators.Greater => Comparison<GreaterThan>(call),
        Operators.GreaterOrEqual => Comparison<AtLeast>(call),
        Operators.In => Membership(call),
        "startsWith" => TextTest(call, static (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
        "endsWith" => TextTest(call, static (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
        "contains" => Containment(call),
        _ => null,
    };

    /// <summary>
    /// The first part that decides, decides, even behind parts that failed: a failure is only the answer if no part decides.
    /// https://github.com/google/cel-spec/blob/master/doc/langdef.md#logical-operators
    /// </summary>
    private static Read<TContext, bool> JunctionOf<TJunction>(Read<TContext, bool>[] parts)
        where TJunction : struct, IJunction => (in context, ref frame) =>
    {
        if (frame.Error is not null)
        {
            return false;
        }

        string? error = null;
        foreach (var part in parts)
        {
            var holds = part(in context, ref frame);
            if (frame.Error is null)
            {
                if (holds == TJunction.Decides)
                {
                    return TJunction.Decides;
                }
            }
            else if (frame.IsExhausted)
            {
                return false;
            }
            else
            {
                error ??= frame.Error;
                frame.Error = null;
            }
        }

        frame.Error = error;
        return !TJunction.Decides;
    };

    private static Read<TContext, bool> NotOf(Read<TContext, bool> condition) =>
        (in context, ref frame) => !condition(in context, ref frame);

    private static Read<TContext, bool>? Comparison<TRelation>(FunctionCall call)
        where TRelation : struct, IRelation
    {
        var (left, right) = (call.Arguments[0], call.Arguments[1]);
        return (left.Type.Kind, right.Type.Kind) switch
        {
            (CelTypeKind.Int, CelTypeKind.Int) => Compare<long, TRelation>(Long(left), right, Long(right)),
            (CelTypeKind.Duration, CelTypeKind.Duration) when IsNeverNull(left) && IsNeverNull(right) =>
                Compare<long, TRelation>(Long(left), right, Long(right)),
            (CelTypeKind.Double, CelTypeKind.Double) => Compare<double, TRelation>(Double(left), right, Double(right)),
            (CelTypeKind.Double, CelTypeKind.Int) when IsExactDouble(right) => Compare<double, TRelation>(Double(left), right, WidenedConstant(right)),
            (CelTypeKind.Timestamp, CelTypeKind.Timestamp) when IsNeverNull(left) && IsNeverNull(right) =>
                Compare<CelTimestamp, TRelation>(Timestamp(left), right, Timestamp(right)),
            _ => null,
        };
    }

    /// <summary>A timestamp or duration out of a list, a map or a choice may be null, which its type does not say.</summary>
    private static bool IsNeverNull(CheckedNode node) =>
        node is Constant or FieldRead or FunctionCall { Function.Name: Operators.Add or Operators.Subtract or Operators.Negate or "timestamp" or "duration" };

    private static Read<TContext, bool> Compare<TValue, TRelation>(Read<TContext, TValue> left, CheckedNode rightNode, Read<TContext, TValue> right)
        where TValue : struct, IComparisonOperators<TValue, TValue, bool>
        where TRelation : struct, IRelation
    {
        if (rightNode is not Constant)
        {
            return (in context, ref frame) => TRelation.Holds(left(in context, ref frame), right(in context, ref frame));
        }

        Frame frame = default;
        TContext nothing = default;
        var constant = right(in nothing, ref frame);
        return (in context, ref frame) => TRelation.Holds(left(in context, ref frame), constant);
    }

    private static bool IsExactDouble(CheckedNode node) =>
        node is Constant { Value.Kind: ValueKind.Int } constant && Math.Abs((decimal)constant.Value.AsInt) <= 1L << 53;

    private static Read<TContext, double> WidenedConstant(CheckedNode node) => Always((double)((Constant)node).Value.AsInt);
}
