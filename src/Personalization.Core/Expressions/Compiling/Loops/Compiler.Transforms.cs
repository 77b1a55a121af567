using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Functions;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Compiling;

/// <content>Loops that make lists and maps.</content>
internal static partial class Compiler<TContext>
{
    private static Read<TContext, Value> TransformOf(Loop loop)
    {
        var (elements, weight) = (RangeOf(loop), loop.StepWeight);
        var condition = loop.Condition is null ? Always(true) : Bool(loop.Condition);
        var result = Dynamic(loop.Result!);
        var (kind, slot) = (loop.Kind, loop.Slot);
        return (in context, ref frame) =>
        {
            var rounds = elements.Begin(in context, ref frame, out var range);
            var made = new Value[rounds];
            var keys = kind == LoopKind.Map ? new Value[rounds] : [];
            var count = 0;
            for (var round = 0; round < rounds && frame.Error is null && frame.Spend(weight); round++)
            {
                elements.Set(round, in range, in context, ref frame);
                if (!condition(in context, ref frame) || frame.Error is not null)
                {
                    continue;
                }

                if (kind == LoopKind.Map)
                {
                    keys[count] = frame.Variables[slot];
                }

                made[count++] = result(in context, ref frame);
            }

            Array.Resize(ref made, count);
            return frame.Error is not null ? default : Checked(Gathered(kind, keys, made), ref frame);
        };
    }

    private static Value Gathered(LoopKind kind, Value[] keys, Value[] made)
    {
        switch (kind)
        {
            case LoopKind.List:
                return Value.List(made);
            case LoopKind.Map:
                var entries = new KeyValuePair<Value, Value>[made.Length];
                for (var at = 0; at < made.Length; at++)
                {
                    entries[at] = new KeyValuePair<Value, Value>(keys[at], made[at]);
                }

                return Collections.MapOf(entries);
            default:
                var all = new List<KeyValuePair<Value, Value>>(made.Length);
                foreach (ref readonly var map in made.AsSpan())
                {
                    if (map.Kind != ValueKind.Map)
                    {
                        return Errors.NoSuchOverload;
                    }

                    if (all.Count + map.AsMap.Count > Limits.ExpressionValueWeightMax)
                    {
                        return Errors.ValueTooLarge;
                    }

                    all.AddRange(map.AsMap.Entries);
                }

                return Collections.MapOf([.. all]);
        }
    }
}
