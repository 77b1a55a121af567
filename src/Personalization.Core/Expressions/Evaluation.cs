using System.Runtime.CompilerServices;

namespace Personalization.Core.Expressions;

/// <summary>Runs compiled code with room for its variables: on the stack as long as there are few.</summary>
internal static class Evaluation
{
    /// <summary>Runs code; the error is null where it succeeded.</summary>
    /// <param name="read">The code.</param>
    /// <param name="variables">How many variables its macros declare.</param>
    /// <param name="context">What it is evaluated over.</param>
    /// <param name="error">What went wrong.</param>
    public static TResult Run<TContext, TResult>(Read<TContext, TResult> read, int variables, in TContext context, out string? error)
        where TContext : struct
    {
        if (variables > 0)
        {
            return RunWith(read, variables, in context, out error);
        }

        Frame frame = default;
        var result = read(in context, ref frame);
        error = frame.Error;
        return result;
    }

    private static TResult RunWith<TContext, TResult>(Read<TContext, TResult> read, int variables, in TContext context, out string? error)
        where TContext : struct
    {
        FewVariables few = default;
        var frame = new Frame(variables <= FewVariables.Count ? few : new Value[variables]);
        var result = read(in context, ref frame);
        error = frame.Error;
        return result;
    }

    [InlineArray(Count)]
    private struct FewVariables
    {
        public const int Count = 8;
        private Value first;
    }
}
