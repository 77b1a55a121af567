namespace Personalization.Core.Expressions.Compiling.Loops;

/// <summary>What a loop goes over, and how its variables are set.</summary>
/// <typeparam name="TContext">What is read from.</typeparam>
internal abstract class LoopRange<TContext>
    where TContext : struct
{
    /// <summary>Evaluates the range; answers how many rounds there are, none where it failed.</summary>
    public abstract int Begin(in TContext context, ref Frame frame, out Value range);

    /// <summary>Sets the variables for one round.</summary>
    public abstract void Set(int round, in Value range, in TContext context, ref Frame frame);
}
