namespace Personalization.Core.Profiles.State;

/// <summary>The use of each feature: a count, a minimum, a maximum and a sum, so order independent.</summary>
internal struct FeatureUses
{
    private Row[]? rows;

    public readonly ReadOnlySpan<Row> Rows => rows;

    /// <summary>Counts one use.</summary>
    public void Add(int slot, Instant time, long spentMilliseconds)
    {
        if (!rows.TryFind(RowKey.Of(slot, 0), out var at))
        {
            SortedRows.Insert(ref rows, at, new Row(slot, 1, time, time, spentMilliseconds));
            return;
        }

        ref var row = ref rows![at];
        row = new Row(
            slot,
            Saturating.Next(row.Count),
            time < row.First ? time : row.First,
            time > row.Last ? time : row.Last,
            Saturating.Add(row.SpentMilliseconds, spentMilliseconds));
    }

    /// <summary>A feature's use.</summary>
    public readonly FeatureUse Of(int slot)
    {
        if (!rows.TryFind(RowKey.Of(slot, 0), out var at))
        {
            return default;
        }

        ref readonly var row = ref rows![at];
        return new FeatureUse(row.Count, row.First, row.Last, row.SpentMilliseconds);
    }

    /// <summary>Takes over rows that were stored.</summary>
    public void Restore(Row[] stored) => rows = SortedRows.Restored(stored);

    /// <summary>A feature that was used.</summary>
    internal readonly record struct Row(int Slot, int Count, Instant First, Instant Last, long SpentMilliseconds) : IRow
    {
        public RowKey Key => RowKey.Of(Slot, 0);
    }
}
