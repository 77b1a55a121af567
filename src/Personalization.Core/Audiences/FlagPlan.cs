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
        flags = [.. catalog.Flags.Select((flag, slot) => Compile(flag, slot, names, options, found))];
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
        ObjectType<AudienceContext> names,
        ExpressionOptions options,
        ImmutableArray<(int, int, ExpressionProblem)>.Builder found)
    {
        var rules = new List<(Expression<AudienceContext>, FlagEvaluation)>();
        for (var at = 0; at < flag.Rules.Length; at++)
        {
            var rule = at;
            var when = ExpressionCompiler.Compile(flag.Rules[at].When, names, CelType.Bool, options, out var own);
            found.AddRange(own.Select(problem => (slot, rule, problem)));
            if (when is not null)
            {
                rules.Add((when, Evaluation(flag, flag.Rules[at].Variant, FlagReasons.Rule, at)));
            }
        }

        return flag.IsDisabled
            ? new Flag([], Evaluation(flag, flag.Default, FlagReasons.Disabled, null))
            : new Flag([.. rules], Evaluation(flag, flag.Default, FlagReasons.Default, null));
    }

    private static FlagEvaluation Evaluation(FlagDefinition flag, string variant, string reason, int? rule) =>
        new(flag.Variants.GetValueOrDefault(variant), variant, reason, rule);

    private sealed class Flag((Expression<AudienceContext> When, FlagEvaluation Then)[] rules, FlagEvaluation otherwise)
    {
        public FlagEvaluation Evaluate(in AudienceContext context)
        {
            foreach (var (when, then) in rules)
            {
                if (when.Holds(in context))
                {
                    return then;
                }
            }

            return otherwise;
        }
    }
}
