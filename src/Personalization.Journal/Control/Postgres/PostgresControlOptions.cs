using Personalization.Journal.Postgres;

namespace Personalization.Journal.Control.Postgres;

/// <summary>How a <see cref="PostgresControlStore"/> is set up.</summary>
public sealed record PostgresControlOptions
{
    /// <summary>As in <see cref="PostgresJournalOptions.ConnectionString"/>.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>As in <see cref="PostgresJournalOptions.Schema"/>.</summary>
    public string Schema { get; init; } = PostgresJournalOptions.DefaultSchema;

    /// <summary>How long keys are known without the database; at least a few <see cref="Limits.ControlCheckInterval"/>.</summary>
    public TimeSpan KnownFor { get; init; } = Limits.ControlKnownMax;

    /// <summary>Rejected events that are kept of each tenant.</summary>
    public long DeadLettersMax { get; init; } = Limits.DeadLettersMax;
}
