using Personalization.Core.Expressions.Checking;

namespace Personalization.Core.Expressions.Compiling;

/// <summary>
/// Compiles checked expressions to delegates. There is one way that can do everything, over <see cref="Value"/>
/// (<c>Compiler.Dynamic.cs</c>), and beside it typed ways for what audiences do all day: field reads, comparisons, logic, text tests,
/// times. A typed way that has no code for a node takes the dynamic one and unwraps.
/// </summary>
/// <remarks>
/// Closures rather than generated IL: a call of one costs about a nanosecond, they start at once and work where code cannot be generated.
/// A node that fails notes it in the frame and returns anything; only what branches looks, since everything else is free of effects.
/// </remarks>
internal static partial class Compiler<TContext>
    where TContext : struct
{
    /// <summary>Code for a node whose type is int, or duration in nanoseconds.</summary>
    private static Read<TContext, long> Long(CheckedNode node) => node switch
    {
        Constant { Value.Kind: ValueKind.Int } constant => Always(constant.Value.AsInt),
        Constant { Value.Kind: ValueKind.Duration } constant => Always(constant.Value.AsNanoseconds),
        FieldRead read when ReaderOf<long>(read) is { } reader => reader,
        FunctionCall call when TrySince(call) is { } since => since,
        FunctionCall { Function.Name: "size", Arguments: [FieldRead { Field: Field<TContext> { Reader: TextList<TContext> texts } }] } => texts.Count,
        Choice choice => Choose(Bool(choice.Condition), Long(choice.Then), Long(choice.Otherwise)),
        _ => node.Type.Kind == CelTypeKind.Duration
            ? Unwrap(Dynamic(node), ValueKind.Duration, static value => value.AsNanoseconds)
            : Unwrap(Dynamic(node), ValueKind.Int, static value => value.AsInt),
    };

    private static Read<TContext, double> Double(CheckedNode node) => node switch
    {
        Constant { Value.Kind: ValueKind.Double } constant => Always(constant.Value.AsDouble),
        FieldRead read when ReaderOf<double>(read) is { } reader => reader,
        Choice choice => Choose(Bool(choice.Condition), Double(choice.Then), Double(choice.Otherwise)),
        _ => Unwrap(Dynamic(node), ValueKind.Double, static value => value.AsDouble),
    };

    private static Read<TContext, string> Text(CheckedNode node) => node switch
    {
        Constant { Value.Kind: ValueKind.String } constant => Always(constant.Value.AsString),
        FieldRead read when ReaderOf<string>(read) is { } reader => reader,
        Choice choice => Choose(Bool(choice.Condition), Text(choice.Then), Text(choice.Otherwise)),
        _ => Measured(Unwrap(Dynamic(node), ValueKind.String, static value => value.AsString, "")),
    };

    private static Read<TContext, CelTimestamp> Timestamp(CheckedNode node) => node switch
    {
        Constant { Value.Kind: ValueKind.Timestamp } constant => Always(constant.Value.AsCelTimestamp),
        FieldRead read when ReaderOf<CelTimestamp>(read) is { } reader => reader,
        Choice choice => Choose(Bool(choice.Condition), Timestamp(choice.Then), Timestamp(choice.Otherwise)),
        _ => Unwrap(Dynamic(node), ValueKind.Timestamp, static value => value.AsCelTimestamp),
    };

    private static Read<TContext, TResult> Always<TResult>(TResult value) => (in _, ref _) => value;

    private static Read<TContext, TResult>? ReaderOf<TResult>(FieldRead read) =>
        ((Field<TContext>)read.Field).Reader as Read<TContext, TResult>;

    private static Read<TContext, TResult> Choose<TResult>(
        Read<TContext, bool> condition, Read<TContext, TResult> then, Read<TContext, TResult> otherwise) =>
        (in context, ref frame) => condition(in context, ref frame) ? then(in context, ref frame) : otherwise(in context, ref frame);

    private static Read<TContext, TResult> Unwrap<TResult>(
        Read<TContext, Value> read, ValueKind kind, Func<Value, TResult> unwrap, TResult nothing = default!) =>
        (in context, ref frame) =>
        {
            var value = read(in context, ref frame);
            if (value.Kind == kind && frame.Error is null)
            {
                return unwrap(value);
            }

            frame.Fail(Functions.Errors.NoSuchOverload.AsError);
            return nothing;
        };
}
