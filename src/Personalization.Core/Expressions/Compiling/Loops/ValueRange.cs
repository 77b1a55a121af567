using Personalization.Core.Expressions.Functions;

namespace Personalization.Core.Expressions.Compiling.Loops;

/// <summary>A list or map that is a value. One variable is the element or the key; two are index and element, or key and value.</summary>
internal sealed class ValueRange<TContext>(Read<TContext, Value> read, int slot, bool hasTwo) : LoopRange<TContext>
    where TContext : struct
{
    public override int Begin(in TContext context, ref Frame frame, out Value range)
    {
        range = read(in context, ref frame);
        if (frame.Error is not null)
        {
            return 0;
        }

        switch (range.Kind)
        {
            case ValueKind.List:
                return range.AsList.Length;
            case ValueKind.Map:
                return range.AsMap.Count;
            default:
                frame.Fail(Errors.NoSuchOverload.AsError);
                return 0;
        }
    }

    public override void Set(int round, in Value range, in TContext context, ref Frame frame)
    {
        if (range.Kind == ValueKind.Map)
        {
            ref readonly var entry = ref range.AsMap.Entries[round];
            frame.Variables[slot] = entry.Key;
            if (hasTwo)
            {
                frame.Variables[slot + 1] = entry.Value;
            }
        }
        else if (hasTwo)
        {
            frame.Variables[slot] = Value.Int(round);
            frame.Variables[slot + 1] = range.AsList[round];
        }
        else
        {
            frame.Variables[slot] = range.AsList[round];
        }
    }
}
