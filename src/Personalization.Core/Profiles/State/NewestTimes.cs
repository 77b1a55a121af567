namespace Personalization.Core.Profiles.State;

/// <summary>The newest times per slot, so many as the slot's cap allows: enough for an exact sliding window, and order independent.</summary>
internal struct NewestTimes
{
    private Row[]? rows;

    public readonly ReadOnlySpan<Row> Rows => rows;

    /// <summary>Adds a time unless the slot is full of newer ones. Equal times all count.</summary>
    public void Add(int slot, Instant time, int timesMax)
    {
        var row = new Row(RowKey.Of(slot, time.UnixMilliseconds));
        var range = rows.Between(slot, RowKey.IndexMin, RowKey.IndexMax);
        int from = range.Start.Value, count = range.End.Value - from;
        var at = rows.LowerBound(row.Key);
        if (count < timesMax)
        {
            SortedRows.Insert(ref rows, at, row);
        }
        else if (at > from)
        {
            SortedRows.Replace(ref rows, from, 1, at, row);
        }
    }

    /// <summary>How many of a slot's times are after this one.</summary>
    public readonly int CountAfter(int slot, long unixMilliseconds)
    {
        var range = rows.Between(slot, unixMilliseconds + 1, RowKey.IndexMax);
        return range.End.Value - range.Start.Value;
    }

    /// <summary>The <paramref name="n"/>-th newest time of a slot, from 1; there must be as many.</summary>
    public readonly Instant FromNewest(int slot, int n) =>
        new(rows![rows.Between(slot, RowKey.IndexMin, RowKey.IndexMax).End.Value - n].Key.Index);

    /// <summary>Takes over rows that were stored.</summary>
    public void Restore(Row[] stored) => rows = SortedRows.Restored(stored, unique: false);

    /// <summary>A time, which is the index of its key.</summary>
    internal readonly record struct Row(RowKey Key) : IRow;
}
