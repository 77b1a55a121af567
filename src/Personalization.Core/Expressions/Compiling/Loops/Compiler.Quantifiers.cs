using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Compiling.Loops;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Compiling;

/// <content>Loops that ask for how many elements a condition holds. They allocate nothing.</content>
internal static partial class Compiler<TContext>
{
    private static LoopRange<TContext> RangeOf(Loop loop) => loop.Range is FieldRead { Field: Field<TContext> { Reader: TextList<TContext> texts } }
        ? new TextRange<TContext>(texts, loop.Slot, loop.HasTwo)
        : new ValueRange<TContext>(Dynamic(loop.Range), loop.Slot, loop.HasTwo);

    private static Read<TContext, bool>? TryQuantifier(Loop loop) => loop.Kind switch
    {
        LoopKind.All => QuantifierOf<AllOf>(loop),
        LoopKind.Exists => QuantifierOf<AnyOf>(loop),
        LoopKind.ExistsOne => ExistsOne(loop),
        _ => null,
    };

    /// <summary>
    /// The first element that decides, decides, even behind elements that failed, as with <c>&amp;&amp;</c> and <c>||</c>.
    /// https://github.com/google/cel-spec/blob/master/doc/langdef.md#macros
    /// </summary>
    private static Read<TContext, bool> QuantifierOf<TJunction>(Loop loop)
        where TJunction : struct, IJunction
    {
        var (elements, condition, weight) = (RangeOf(loop), Bool(loop.Condition!), loop.StepWeight);
        return (in context, ref frame) =>
        {
            var rounds = elements.Begin(in context, ref frame, out var range);
            string? error = null;
            for (var round = 0; round < rounds && frame.Spend(weight); round++)
            {
                elements.Set(round, in range, in context, ref frame);
                var holds = condition(in context, ref frame);
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

            frame.Error ??= error;
            return !TJunction.Decides;
        };
    }

    /// <summary>An element that fails is not absorbed here: whether it would have been the second one is not known.</summary>
    private static Read<TContext, bool> ExistsOne(Loop loop)
    {
        var (elements, condition, weight) = (RangeOf(loop), Bool(loop.Condition!), loop.StepWeight);
        return (in context, ref frame) =>
        {
            var found = 0;
            var rounds = elements.Begin(in context, ref frame, out var range);
            for (var round = 0; round < rounds && frame.Spend(weight); round++)
            {
                elements.Set(round, in range, in context, ref frame);
                found += condition(in context, ref frame) ? 1 : 0;
                if (frame.Error is not null)
                {
                    return false;
                }
            }

            return found == 1;
        };
    }
}
