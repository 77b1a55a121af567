using Personalization.Core.Expressions.Functions;

namespace Personalization.Core.Expressions;

/// <summary>
/// The state of one evaluation, on the stack. Errors are values in CEL: code that fails says so here and returns anything;
/// whoever branches looks here first, so that <c>&amp;&amp;</c> and <c>||</c> can absorb an error.
/// </summary>
public ref struct Frame
{
    private long spent;

    internal Frame(Span<Value> variables) => Variables = variables;

    /// <summary>What went wrong, or null as long as nothing did.</summary>
    public string? Error { get; internal set; }

    /// <summary>The values of the variables that macros declare, by slot. One that could not be had is an error value.</summary>
    internal Span<Value> Variables { get; }

    /// <summary>Whether the evaluation has spent all it may: nothing absorbs that.</summary>
    internal readonly bool IsExhausted => spent > Limits.ExpressionCostMax;

    /// <summary>What may still be spent.</summary>
    internal readonly long Left => Math.Max(0, Limits.ExpressionCostMax - spent);

    /// <summary>Notes an error; the first one stays.</summary>
    public void Fail(string error) => Error ??= error;

    /// <summary>Counts what is about to be done; false, with an error, where it is too much.</summary>
    internal bool Spend(long cost)
    {
        spent += cost;
        if (spent <= Limits.ExpressionCostMax)
        {
            return true;
        }

        Error = Errors.CostLimit.AsError;
        return false;
    }
}
