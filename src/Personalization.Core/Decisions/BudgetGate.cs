using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Core.Decisions;

/// <summary>What the owners of shared caps and budgets answered: who was refused is not chosen.</summary>
internal static class BudgetGate
{
    /// <summary>Whether nobody refused it.</summary>
    public static bool Passes(Candidate candidate, in DecisionInputs inputs) => inputs.Refused.Length == 0 || Find(candidate, inputs) is null;

    /// <summary>Who refused it.</summary>
    public static Reason Explain(Candidate candidate, in DecisionInputs inputs)
    {
        var refusal = Find(candidate, inputs)!;
        return new Reason(SharedLimit.IsBudget(refusal.Owner) ? ReasonCodes.BudgetSpent : ReasonCodes.TenantCapReached, refusal.Detail);
    }

    private static Refusal? Find(Candidate candidate, in DecisionInputs inputs)
    {
        foreach (var refusal in inputs.Refused)
        {
            if (string.Equals(refusal.ActionId, candidate.Action.Id, StringComparison.Ordinal))
            {
                return refusal;
            }
        }

        return null;
    }
}
