using Personalization.Authoring.Definitions;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Reviewing;

/// <summary>Finds what nobody ever gets to: actions whose audience is nobody, stages and rules behind one that always holds, variants that no rule gives.</summary>
/// <remarks>Whether an action is always crowded out by others depends on who asks when; that is not looked at.</remarks>
internal static class ReachReview
{
    /// <summary>Notes the warnings.</summary>
    public static void Check(ReviewScope scope)
    {
        foreach (var audience in scope.Section(SectionNames.Actions).Select(action => (action.Id, Node: action.Required("audience"))))
        {
            if (ConditionProof.Find(audience.Node.Text) == Verdict.Never)
            {
                scope.Warn(audience.Node.Place, "unreachable_action", $"The audience of `{audience.Id}` is nobody.");
            }
        }

        foreach (var side in scope.Sources.Stages().GroupBy(stage => stage.Of))
        {
            CheckOrder(scope, [.. side.Select(stage => new Step($"The stage `{stage.Id}`", stage))], "unreachable_stage");
        }

        foreach (var flag in scope.Section(SectionNames.Flags))
        {
            CheckFlag(scope, flag);
        }
    }

    private static void CheckFlag(ReviewScope scope, Definition flag)
    {
        var rules = (flag.Node["rules"]?.Items ?? []).Select(rule => new Definition(flag.Id, rule.Place, rule)).ToList();
        CheckOrder(scope, [.. rules.Select((rule, at) => new Step($"Rule {at + 1} of `{flag.Id}`", rule))], "unreachable_rule");
        var given = rules.Select(rule => rule.Text("variant")).Append(flag.Text("default")).ToHashSet(StringComparer.Ordinal);
        foreach (var variant in flag.Required("variants").Entries.Where(variant => !given.Contains(variant.Key)))
        {
            scope.Warn(variant.KeyPlace, "unreachable_variant", $"No rule of `{flag.Id}` gives the variant `{variant.Key}`.");
        }
    }

    private static void CheckOrder(ReviewScope scope, IReadOnlyList<Step> steps, string code)
    {
        Step? last = null;
        foreach (var step in steps)
        {
            var when = step.Definition.Required("when");
            var verdict = ConditionProof.Find(when.Text);
            if (last is not null)
            {
                scope.Warn(step.Definition.Place, code, $"{step.Name} is never reached: the one at {last.Definition.Place} always holds.", "The first that holds is taken; put the one that always holds last.");
            }
            else if (verdict == Verdict.Never)
            {
                scope.Warn(when.Place, code, $"{step.Name} is never reached: its condition never holds.");
            }

            last ??= verdict == Verdict.Always ? step : null;
        }
    }

    private sealed record Step(string Name, Definition Definition);
}
