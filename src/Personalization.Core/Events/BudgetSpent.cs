namespace Personalization.Core.Events;

/// <summary>A budget paid for a served action; committed together with the user's <see cref="Served"/>, in the budget's own stream.</summary>
public sealed record BudgetSpent : Event
{
    /// <summary>The budget's id in the catalog.</summary>
    public required string BudgetId { get; init; }

    /// <summary>The decision that served.</summary>
    public required string DecisionId { get; init; }

    /// <summary>How much, in millionths of the budget's unit; at least 1.</summary>
    public required long AmountMillionths { get; init; }

    /// <summary>
    /// The first instant of the budget's period that paid, by the catalog that decided; <see cref="Instant.MinValue"/> for a budget without periods.
    /// For readers of the stream: folding goes by <see cref="Event.Time"/>, since the periods of a later catalog may be others.
    /// </summary>
    public required Instant PeriodStart { get; init; }

    /// <inheritdoc/>
    public override EventType Type => EventType.BudgetSpent;
}
