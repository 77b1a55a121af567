using Personalization.Core.Events;

namespace Personalization.Core.Turns;

/// <summary>Makes the event of an outcome. It is idempotent because its id is made of decision, action and outcome.</summary>
public static class OutcomeTurn
{
    /// <summary>How far ahead a snooze may reach: a longer one is an opt-out.</summary>
    public static readonly TimeSpan SnoozeMax = TimeSpan.FromDays(366);

    /// <summary>Whether a snooze time was given exactly where it belongs, in the future and not too far.</summary>
    public static bool IsUntilValid(Outcome outcome, Instant? until, Instant now) => outcome == Outcome.Snoozed
        ? until > now && until <= now + SnoozeMax
        : until is null;

    /// <summary>Whether a decision chose an action.</summary>
    public static bool HasAction(Served served, string actionId)
    {
        ArgumentNullException.ThrowIfNull(served);
        return Array.Exists(served.Actions, action => string.Equals(action.Id, actionId, StringComparison.Ordinal));
    }

    /// <summary>The event.</summary>
    /// <param name="served">The decision.</param>
    /// <param name="actionId">One of its actions.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="until">For a snooze, until when.</param>
    /// <param name="now">The server's clock.</param>
    public static OutcomeRecorded Record(Served served, string actionId, Outcome outcome, Instant? until, Instant now)
    {
        ArgumentNullException.ThrowIfNull(served);
        return new OutcomeRecorded
        {
            Id = Id(served.Id, actionId, outcome),
            Time = now,
            ReceivedAt = now,
            AccountId = served.AccountId,
            DecisionId = served.Id,
            ActionId = actionId,
            Outcome = outcome,
            Until = until,
        };
    }

    private static string Id(string decisionId, string actionId, Outcome outcome)
    {
        var id = $"{decisionId}/{actionId}/{(int)outcome}";
        return id.Length <= Event.IdCharsMax ? id : $"{decisionId}/{StableHash.Of(actionId):x16}/{(int)outcome}";
    }
}
