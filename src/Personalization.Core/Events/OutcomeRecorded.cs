namespace Personalization.Core.Events;

/// <summary>Something came of a served action. Idempotent per (decision, action, outcome): <see cref="Event.Id"/> is made of the three.</summary>
public sealed record OutcomeRecorded : Event
{
    /// <summary>The decision that served the action.</summary>
    public required string DecisionId { get; init; }

    /// <summary>The action.</summary>
    public required string ActionId { get; init; }

    /// <summary>What became of it.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>For a snooze: until when; else null.</summary>
    public Instant? Until { get; init; }

    /// <inheritdoc/>
    public override EventType Type => EventType.OutcomeRecorded;
}
