using System.Collections.Immutable;
using Personalization.Core.Expressions.Proving;

namespace Personalization.Core.Expressions;

/// <summary>
/// Proves from its text alone that a condition always or never holds: constants, comparisons that exclude each other
/// (<c>x &gt; 5 &amp;&amp; x &lt; 3</c>), a term together with its opposite. Sound but not complete: what it does not see depends.
/// </summary>
public static class ConditionProof
{
    /// <summary>The verdict about a condition; <see cref="Verdict.Depends"/> for a text that cannot be read. Never throws for any text.</summary>
    public static Verdict Find(string source) => ConditionOutline.Of(source) switch
    {
        null => Verdict.Depends,
        var outline when IsAlways(outline) => Verdict.Always,
        var outline when IsNever(outline) => Verdict.Never,
        _ => Verdict.Depends,
    };

    // What never holds may fail, and so does its opposite then: a negation is always true only of a constant, which the outline has folded.
    private static bool IsAlways(ConditionOutline outline) => outline switch
    {
        OutlinedConstant constant => constant.Value,
        OutlinedJunction { IsAnd: true } junction => junction.Parts.All(IsAlways),
        OutlinedJunction junction => junction.Parts.Any(IsAlways),
        _ => false,
    };

    private static bool IsNever(ConditionOutline outline) => outline switch
    {
        OutlinedConstant constant => !constant.Value,
        OutlinedNegation negation => IsAlways(negation.Operand),
        OutlinedJunction { IsAnd: false } junction => junction.Parts.All(IsNever),
        OutlinedJunction junction => junction.Parts.Any(IsNever) || ExcludeEachOther(junction.Parts),
        OutlinedComparison => ExcludeEachOther([outline]),
        _ => false,
    };

    private static bool ExcludeEachOther(ImmutableArray<ConditionOutline> parts)
    {
        var facts = new FactSet();
        foreach (var part in parts)
        {
            facts.Add(part);
        }

        // Of alternatives, each may be excluded by what else must hold.
        return facts.IsImpossible || parts.OfType<OutlinedJunction>().Any(either => either.Parts.All(one => IsNever(one) || facts.With(one).IsImpossible));
    }
}
