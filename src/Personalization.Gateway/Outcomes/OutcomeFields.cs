using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Grains;

namespace Personalization.Gateway.Outcomes;

/// <summary>What a client reports, before anything is judged.</summary>
internal struct OutcomeFields
{
    public string? DecisionId;
    public string? ActionId;
    public Outcome? Outcome;
    public Instant? Until;

    /// <summary>The report, or the first thing that is missing.</summary>
    public readonly Answer<OutcomeReport> Build() =>
        string.IsNullOrEmpty(DecisionId) ? new Problem(ProblemCodes.Required, "/decisionId", "Name the decision.")
        : string.IsNullOrEmpty(ActionId) ? new Problem(ProblemCodes.Required, "/actionId", "Name the action.")
        : Outcome is not { } outcome ? new Problem(ProblemCodes.Required, "/outcome", $"Say what became of it: {OutcomeNames.All}.")
        : new OutcomeReport(DecisionId, ActionId, outcome, Until);

    /// <summary>Reads one member of the body.</summary>
    public static bool ReadMember(ref Utf8JsonReader reader, string name, ref OutcomeFields fields, ref Problem? problem)
    {
        switch (name)
        {
            case "decisionId":
                problem = JsonField.Text(ref reader, "/decisionId", Limits.NameChars, ref fields.DecisionId);
                return true;
            case "actionId":
                problem = JsonField.Text(ref reader, "/actionId", Limits.NameChars, ref fields.ActionId);
                return true;
            case "outcome":
                problem = ReadOutcome(ref reader, ref fields.Outcome);
                return true;
            case "until":
                problem = JsonField.Time(ref reader, "/until", ref fields.Until);
                return true;
            default:
                return false;
        }
    }

    private static Problem? ReadOutcome(ref Utf8JsonReader reader, ref Outcome? outcome)
    {
        string? name = null;
        if (JsonField.Text(ref reader, "/outcome", Limits.NameChars, ref name) is { } problem)
        {
            return problem;
        }

        outcome = OutcomeNames.Parse(name);
        return outcome is null && name is not null ? new Problem(ProblemCodes.NotAllowed, "/outcome", $"The outcome must be {OutcomeNames.All}.") : null;
    }
}
