using Personalization.Core.Events;

namespace Personalization.Core.Profiles.State;

/// <summary>What was served of each action and what came of it: counts and maxima, so order independent. Snoozes are kept apart, by stamp.</summary>
internal struct Exposures
{
    private Row[]? rows;

    public readonly ReadOnlySpan<Row> Rows => rows;

    /// <summary>Counts an action as served.</summary>
    public void Serve(int slot, Instant time)
    {
        ref var row = ref At(slot);
        row.Served = Saturating.Next(row.Served);
        row.LastServed = time > row.LastServed ? time : row.LastServed;
    }

    /// <summary>Counts an outcome.</summary>
    public void Record(int slot, Outcome outcome, Instant time)
    {
        ref var row = ref At(slot);
        ref var count = ref row.Outcomes[(int)outcome - 1];
        count = Saturating.Next(count);
        if (outcome == Outcome.Dismissed && time > row.LastDismissed)
        {
            row.LastDismissed = time;
        }
    }

    /// <summary>What is known of an action, but for its snooze.</summary>
    public readonly Exposure Of(int slot)
    {
        if (!rows.TryFind(RowKey.Of(slot, 0), out var at))
        {
            return default;
        }

        ref readonly var row = ref rows![at];
        return new Exposure
        {
            Served = row.Served,
            LastServed = row.Served > 0 ? row.LastServed : null,
            Shown = row.Outcomes[(int)Outcome.Shown - 1],
            Clicked = row.Outcomes[(int)Outcome.Clicked - 1],
            Dismissed = row.Outcomes[(int)Outcome.Dismissed - 1],
            LastDismissed = row.Outcomes[(int)Outcome.Dismissed - 1] > 0 ? row.LastDismissed : null,
            Completed = row.Outcomes[(int)Outcome.Completed - 1],
            Snoozed = row.Outcomes[(int)Outcome.Snoozed - 1],
            OptedOut = row.Outcomes[(int)Outcome.OptedOut - 1],
        };
    }

    /// <summary>Takes over rows that were stored.</summary>
    public void Restore(Row[] stored) => rows = SortedRows.Restored(stored);

    private ref Row At(int slot)
    {
        if (!rows.TryFind(RowKey.Of(slot, 0), out var at))
        {
            SortedRows.Insert(ref rows, at, new Row { Slot = slot, LastServed = Instant.MinValue, LastDismissed = Instant.MinValue });
        }

        return ref rows![at];
    }

    /// <summary>An action that was served or answered. A time counts only where its count is above zero.</summary>
    internal struct Row : IRow
    {
        public int Slot;
        public int Served;
        public Instant LastServed;
        public Instant LastDismissed;
        public OutcomeCounts Outcomes;

        public readonly RowKey Key => RowKey.Of(Slot, 0);
    }
}
