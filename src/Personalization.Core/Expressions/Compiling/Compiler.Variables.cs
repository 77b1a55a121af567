using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Functions;

namespace Personalization.Core.Expressions.Compiling;

/// <content>Variables, and what is made of the value of an optional.</content>
internal static partial class Compiler<TContext>
{
    private static Read<TContext, Value> VariableOf(VariableRead read)
    {
        var slot = read.Slot;
        return (in _, ref frame) =>
        {
            ref readonly var value = ref frame.Variables[slot];
            return value.Kind == ValueKind.Error ? Checked(value, ref frame) : value;
        };
    }

    /// <summary>What is bound is evaluated once; that it failed shows only where the variable is read.</summary>
    private static Read<TContext, TResult> BindingOf<TResult>(Binding binding, Read<TContext, TResult> body)
    {
        var (slot, bound) = (binding.Slot, binding.Bound.Select(Dynamic).ToArray());
        return (in context, ref frame) =>
        {
            if (frame.Error is not null)
            {
                return default!;
            }

            for (var at = 0; at < bound.Length; at++)
            {
                var value = bound[at](in context, ref frame);
                if (frame.IsExhausted)
                {
                    return default!;
                }

                frame.Variables[slot + at] = frame.Error is null ? value : Value.Error(frame.Error);
                frame.Error = null;
            }

            return body(in context, ref frame);
        };
    }

    private static Read<TContext, Value> OptionalMappingOf(OptionalMapping mapping)
    {
        var (target, slot, body, isFlat) = (Dynamic(mapping.Target), mapping.Slot, Dynamic(mapping.Body), mapping.IsFlat);
        return (in context, ref frame) =>
        {
            var value = target(in context, ref frame);
            if (frame.Error is not null || !OptionalValue.TryGet(value, out var optional))
            {
                frame.Fail(Errors.NoSuchOverload.AsError);
                return default;
            }

            if (!optional.HasValue)
            {
                return value;
            }

            frame.Variables[slot] = optional.Content;
            var result = body(in context, ref frame);
            return frame.Error is not null ? default
                : !isFlat ? Checked(OptionalValue.Of(result), ref frame)
                : OptionalValue.TryGet(result, out _) ? result
                : Checked(Errors.NoSuchOverload, ref frame);
        };
    }

    /// <summary><c>optional.or(other)</c> and <c>optional.orValue(other)</c>: the other side is evaluated only where there is no value.</summary>
    private static Read<TContext, Value> OrElseOf(FunctionCall call)
    {
        var (first, other, apply) = (Dynamic(call.Arguments[0]), Dynamic(call.Arguments[1]), call.Function.Apply);
        return (in context, ref frame) =>
        {
            var value = first(in context, ref frame);
            if (frame.Error is not null)
            {
                return default;
            }

            // A value is its own answer: any optional will do as the other side.
            var isNeeded = !OptionalValue.TryGet(value, out var optional) || !optional.HasValue;
            var second = isNeeded ? other(in context, ref frame) : OptionalValue.None;
            return frame.Error is null ? Checked(apply([value, second]), ref frame) : default;
        };
    }
}
