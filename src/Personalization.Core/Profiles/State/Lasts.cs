namespace Personalization.Core.Profiles.State;

/// <summary>When something last happened, per slot: a maximum, so order independent.</summary>
internal struct Lasts
{
    private Row[]? rows;

    public readonly ReadOnlySpan<Row> Rows => rows;

    /// <summary>Moves a slot's time on if this one is later.</summary>
    public void Add(int slot, Instant time)
    {
        if (!rows.TryFind(RowKey.Of(slot, 0), out var at))
        {
            SortedRows.Insert(ref rows, at, new Row(slot, time));
        }
        else if (time > rows![at].Time)
        {
            rows[at] = new Row(slot, time);
        }
    }

    /// <summary>A slot's time, or null.</summary>
    public readonly Instant? Time(int slot) => rows.TryFind(RowKey.Of(slot, 0), out var at) ? rows![at].Time : null;

    /// <summary>Takes over rows that were stored.</summary>
    public void Restore(Row[] stored) => rows = SortedRows.Restored(stored);

    /// <summary>The time of a slot.</summary>
    internal readonly record struct Row(int Slot, Instant Time) : IRow
    {
        public RowKey Key => RowKey.Of(Slot, 0);
    }
}
