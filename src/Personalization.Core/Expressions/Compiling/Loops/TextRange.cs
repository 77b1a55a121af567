namespace Personalization.Core.Expressions.Compiling.Loops;

/// <summary>A field that is a list of texts, read one by one: <c>user.paths.exists(path, path.startsWith("/admin"))</c> makes no list.</summary>
internal sealed class TextRange<TContext>(TextList<TContext> texts, int slot, bool hasTwo) : LoopRange<TContext>
    where TContext : struct
{
    public override int Begin(in TContext context, ref Frame frame, out Value range)
    {
        range = default;
        var count = texts.Count(in context, ref frame);

        // No round after an error: a loop clears the errors of its rounds, and this one is not of a round.
        return frame.Error is null ? (int)count : 0;
    }

    public override void Set(int round, in Value range, in TContext context, ref Frame frame)
    {
        frame.Variables[slot + (hasTwo ? 1 : 0)] = Value.String(texts.At(in context, round));
        if (hasTwo)
        {
            frame.Variables[slot] = Value.Int(round);
        }
    }
}
