using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Compiling;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions;

/// <summary>One of the parts of a condition that must all hold, with what is needed to say why it does not.</summary>
/// <typeparam name="TContext">What it is evaluated over.</typeparam>
public sealed class Conjunct<TContext>
    where TContext : struct
{
    private readonly Read<TContext, Value>? left;
    private readonly int variables;

    internal Conjunct(string source, CheckedNode node, int variables)
    {
        this.variables = variables;
        Source = node.Span.Of(source);
        Condition = Compiler<TContext>.Bool(node);
        if (node is FunctionCall call && Operators.IsComparison(call.Function.Name))
        {
            left = Compiler<TContext>.Dynamic(call.Arguments[0]);
        }
    }

    /// <summary>The part as it was written.</summary>
    public string Source { get; }

    internal Read<TContext, bool> Condition { get; }

    /// <summary>Whether it holds; false where it fails.</summary>
    public bool Holds(in TContext context) => Evaluation.Run(Condition, variables, in context, out var error) && error is null;

    /// <summary>Whether it holds: a bool, or an error.</summary>
    public Value Evaluate(in TContext context)
    {
        var holds = Evaluation.Run(Condition, variables, in context, out var error);
        return error is null ? Value.Bool(holds) : Value.Error(error);
    }

    /// <summary>What stands left of the comparison that this part is; false where it is none or the left side fails.</summary>
    public bool TryEvaluateLeft(in TContext context, out Value value)
    {
        string? error = null;
        value = left is null ? default : Evaluation.Run(left, variables, in context, out error);
        return left is not null && error is null;
    }
}
