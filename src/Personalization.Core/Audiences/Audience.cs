using Personalization.Core.Expressions;

namespace Personalization.Core.Audiences;

/// <summary>A compiled condition on who something is for. Immutable; safe for any number of threads.</summary>
public sealed class Audience
{
    private readonly Expression<AudienceContext> expression;

    internal Audience(Expression<AudienceContext> expression) => this.expression = expression;

    /// <summary>The condition as it was written.</summary>
    public string Source => expression.Source;

    /// <summary>Whether the condition holds. A condition that cannot be evaluated does not hold. Allocates nothing unless the condition itself makes texts or lists.</summary>
    public bool Matches(in AudienceContext context)
    {
        foreach (var part in expression.Conjuncts.AsSpan())
        {
            if (!part.Holds(in context))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The parts that must all hold. Parts of the same text, of audiences of one compiler, say the same.</summary>
    internal ReadOnlySpan<Conjunct<AudienceContext>> Parts => expression.Conjuncts.AsSpan();

    /// <summary>Why the condition does not hold; null where it does. May allocate.</summary>
    public AudienceExplanation? Explain(in AudienceContext context)
    {
        // A part that is false decides, even behind one that failed: it is then the reason.
        AudienceExplanation? failure = null;
        foreach (var conjunct in expression.Conjuncts)
        {
            var holds = conjunct.Evaluate(in context);
            if (holds.Kind == ValueKind.Error)
            {
                failure ??= new AudienceExplanation(conjunct.Source, true, $"{conjunct.Source}: {holds.AsError}");
            }
            else if (!holds.AsBool)
            {
                var was = conjunct.TryEvaluateLeft(in context, out var left) ? Written(left) : "false";
                return new AudienceExplanation(conjunct.Source, false, $"{conjunct.Source} was {was}");
            }
        }

        return failure;
    }

    private static string Written(Value value) => value.Kind == ValueKind.String ? $"\"{value.AsString}\"" : value.ToString();
}
