namespace Personalization.Core.Expressions;

/// <summary>How a list of texts is read one by one.</summary>
/// <typeparam name="TContext">What is read from.</typeparam>
internal sealed class TextList<TContext>(Read<TContext, long> count, TextAt<TContext> at)
    where TContext : struct
{
    /// <summary>How many there are.</summary>
    public Read<TContext, long> Count { get; } = count;

    /// <summary>Reads one of them.</summary>
    public TextAt<TContext> At { get; } = at;

    /// <summary>Whether a text is among them.</summary>
    public bool Contains(string text, in TContext context, ref Frame frame)
    {
        var end = Count(in context, ref frame);
        for (var index = 0; index < end; index++)
        {
            if (string.Equals(At(in context, index), text, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The whole list; makes an array.</summary>
    public Value ToValue(in TContext context, ref Frame frame)
    {
        var values = new Value[Count(in context, ref frame)];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = Value.String(At(in context, index));
        }

        return Value.List(values);
    }
}
