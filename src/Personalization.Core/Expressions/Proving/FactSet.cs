namespace Personalization.Core.Expressions.Proving;

/// <summary>What must hold of the subjects of a conjunction, so far.</summary>
internal sealed class FactSet
{
    private readonly Dictionary<string, SubjectFacts> subjects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> terms = new(StringComparer.Ordinal);
    private bool hasOpposites;

    /// <summary>Whether the facts exclude each other.</summary>
    public bool IsImpossible => hasOpposites || subjects.Values.Any(facts => facts.AreImpossible);

    /// <summary>Adds a condition that must hold, as far as it says something.</summary>
    public void Add(ConditionOutline part)
    {
        switch (part)
        {
            case OutlinedJunction { IsAnd: true } junction:
                foreach (var inner in junction.Parts)
                {
                    Add(inner);
                }

                break;
            case OutlinedTerm term:
                AddTerm(term.Text, true);
                break;
            case OutlinedNegation { Operand: OutlinedTerm term }:
                AddTerm(term.Text, false);
                break;
            case OutlinedComparison { Comparison: var comparison }:
                FactsOf(comparison.Subject).Add(comparison.Kind, comparison.Operands);
                break;
            case OutlinedNegation { Operand: OutlinedComparison { Comparison: { Kind: ComparisonKind.Equal } equality } }:
                FactsOf(equality.Subject).Add(ComparisonKind.NotEqual, equality.Operands);
                break;
            case OutlinedNegation { Operand: OutlinedComparison { Comparison: { Kind: ComparisonKind.NotEqual } equality } }:
                FactsOf(equality.Subject).Add(ComparisonKind.Equal, equality.Operands);
                break;
        }
    }

    /// <summary>These facts and one more.</summary>
    public FactSet With(ConditionOutline part)
    {
        var all = new FactSet { hasOpposites = hasOpposites };
        foreach (var (subject, facts) in subjects)
        {
            all.subjects.Add(subject, facts.Copy());
        }

        foreach (var (text, holds) in terms)
        {
            all.terms.Add(text, holds);
        }

        all.Add(part);
        return all;
    }

    private void AddTerm(string text, bool holds)
    {
        if (!terms.TryAdd(text, holds))
        {
            hasOpposites |= terms[text] != holds;
        }
    }

    private SubjectFacts FactsOf(string subject)
    {
        if (!subjects.TryGetValue(subject, out var facts))
        {
            subjects.Add(subject, facts = new SubjectFacts());
        }

        return facts;
    }
}
