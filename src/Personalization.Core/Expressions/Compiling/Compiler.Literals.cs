using System.Collections.Immutable;
using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Functions;

namespace Personalization.Core.Expressions.Compiling;

/// <content>List and map literals.</content>
internal static partial class Compiler<TContext>
{
    private static Read<TContext, Value> ListOf(ListMaking list)
    {
        var elements = list.Elements.Select(Dynamic).ToArray();
        if (list.Elements.Any(element => element is OptionalPart))
        {
            return OptionalListOf(elements, [.. list.Elements.Select(element => element is OptionalPart)]);
        }

        return (in context, ref frame) =>
        {
            var values = All(elements, in context, ref frame);
            return frame.Error is null ? Checked(Value.List(values), ref frame) : default;
        };
    }

    private static Read<TContext, Value> OptionalListOf(Read<TContext, Value>[] elements, bool[] areOptional) => (in context, ref frame) =>
    {
        var values = new List<Value>(elements.Length);
        for (var at = 0; at < elements.Length; at++)
        {
            var value = elements[at](in context, ref frame);
            if (frame.Error is not null)
            {
                return default;
            }

            if (TryPart(ref value, areOptional[at], ref frame))
            {
                values.Add(value);
            }
        }

        return frame.Error is null ? Checked(Value.List([.. values]), ref frame) : default;
    };

    private static Read<TContext, Value> MapOf(ImmutableArray<CheckedNode> parts)
    {
        var keysAndValues = parts.Select(Dynamic).ToArray();
        var areOptional = parts.Select(part => part is OptionalPart).ToArray();
        return (in context, ref frame) =>
        {
            var values = All(keysAndValues, in context, ref frame);
            if (frame.Error is not null)
            {
                return default;
            }

            var entries = new KeyValuePair<Value, Value>[values.Length / 2];
            var count = 0;
            for (var at = 0; at < values.Length; at += 2)
            {
                if (TryPart(ref values[at + 1], areOptional[at + 1], ref frame))
                {
                    entries[count++] = new KeyValuePair<Value, Value>(values[at], values[at + 1]);
                }
            }

            Array.Resize(ref entries, count);
            return frame.Error is null ? Checked(Collections.MapOf(entries), ref frame) : default;
        };
    }

    /// <summary>Whether a part is there; an optional one becomes its value.</summary>
    private static bool TryPart(ref Value value, bool isOptional, ref Frame frame)
    {
        if (!isOptional)
        {
            return true;
        }

        if (!OptionalValue.TryGet(value, out var optional))
        {
            frame.Fail(Errors.NoSuchOverload.AsError);
            return false;
        }

        value = optional.Content;
        return optional.HasValue;
    }

    private static Value[] All(Read<TContext, Value>[] reads, in TContext context, ref Frame frame)
    {
        var values = new Value[reads.Length];
        for (var at = 0; at < reads.Length && frame.Error is null; at++)
        {
            values[at] = reads[at](in context, ref frame);
        }

        return values;
    }
}
