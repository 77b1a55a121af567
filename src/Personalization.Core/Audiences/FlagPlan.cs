using System.Collections.Frozen;
using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Core.Audiences;

/// <summary>The feature flags of a catalog, compiled. Immutable; safe for any number of threads.</summary>
public sealed class FlagPlan
{
    private readonly Flag[] flags;
    private readonly FrozenDictionary<string, Flag> byId;

    internal FlagPlan(
        Catalog catalog,
        ObjectType<AudienceContext> names,
        ExpressionOptions options,
        out ImmutableArray<(int FlagSlot, int Rule, ExpressionProblem Problem)> problems)
    {
        var found = ImmutableArray.CreateBuilder<(int, int, ExpressionProblem)>();
        var isGrantedByDefault = catalog.Purposes[PurposeDefinition.PersonalizationSlot].IsGrantedByDefault;
        flags = [.. catalog.Flags.Select((flag, slot) => Compile(flag, slot, isGrantedByDefault, names, options, found))];
        byId = flags.Select((flag, slot) => KeyValuePair.Create(catalog.Flags[slot].Id, flag)).ToFrozenDictionary(StringComparer.Ordinal);
        problems = found.ToImmutable();
    }

    /// <summary>What a flag is for somebody; null for a flag that the catalog does not have. Allocates nothing unless a condition makes texts or lists.</summary>
    /// <param name="flagId">The flag's key.</param>
    /// <param name="context">Whom it is evaluated for.</param>
    public FlagEvaluation? Evaluate(string flagId, in AudienceContext context) => byId.TryGetValue(flagId, out var flag) ? flag.Evaluate(in context) : null;

    /// <summary>What the flag of a slot in <see cref="Catalog.Flags"/> is for somebody.</summary>
    public FlagEvaluation Evaluate(int slot, in AudienceContext context) => flags[slot].Evaluate(in context);

    private static Flag Compile(
        FlagDefinition flag,
        int slot,
        bool isGrantedByDefault,
        ObjectType<AudienceContext> names,
        ExpressionOptions options,
        ImmutableArray<(int, int, ExpressionProblem)>.Builder found)
    {
        var rules = new List<Rule>();
        for (var at = 0; at < flag.Rules.Length; at++)
        {
            var rule = at;
            var when = ExpressionCompiler.Compile(flag.Rules[at].When, names, CelType.Bool, options, out var own);
            found.AddRange(own.Select(problem => (slot, rule, problem)));
            if (when is not null)
            {
                rules.Add(new Rule(when, Evaluation(flag, flag.Rules[at].Variant, FlagReasons.Rule, at), PersonReads.Any(flag.Rules[at].When)));
            }
        }

        return new Flag(
            flag.IsDisabled ? [] : [.. rules],
            Evaluation(flag, flag.Default, flag.IsDisabled ? FlagReasons.Disabled : FlagReasons.Default, null),
            Evaluation(flag, flag.Default, FlagReasons.ConsentDenied, null),
            isGrantedByDefault);
    }

    private static FlagEvaluation Evaluation(FlagDefinition flag, string variant, string reason, int? rule) =>
        new(flag.Variants.GetValueOrDefault(variant), variant, reason, rule);

    /// <param name="When">The condition.</param>
    /// <param name="Then">What the flag is where it holds.</param>
    /// <param name="IsPersonal">Whether it reads what is known of the person.</param>
    private readonly record struct Rule(Expression<AudienceContext> When, FlagEvaluation Then, bool IsPersonal);

    private sealed class Flag(Rule[] rules, FlagEvaluation otherwise, FlagEvaluation withoutConsent, bool isGrantedByDefault)
    {
        public FlagEvaluation Evaluate(in AudienceContext context)
        {
            var isGranted = context.User.Agrees(PurposeDefinition.PersonalizationSlot) ?? isGrantedByDefault;
            var isLeftOut = false;
            foreach (ref readonly var rule in rules.AsSpan())
            {
                if (rule.IsPersonal && !isGranted)
                {
                    isLeftOut = true;
                }
                else if (rule.When.Holds(in context))
                {
                    return rule.Then;
                }
            }

            return isLeftOut ? withoutConsent : otherwise;
        }
    }
}
