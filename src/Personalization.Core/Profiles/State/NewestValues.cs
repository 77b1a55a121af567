namespace Personalization.Core.Profiles.State;

/// <summary>Different values per slot, each with the newest time that it was seen at; each slot keeps the newest ones, at most so many.</summary>
/// <remarks>
/// Order independent for the reason that <see cref="Newest{T}"/> gives: times only rise, and ties are broken by the value. Values are told apart
/// by 48 bits of their hash; that two of the few that are kept are taken for one happens once in 10^11 profiles.
/// </remarks>
internal struct NewestValues
{
    private const int HashShift = 16;
    private Row[]? rows;

    public readonly ReadOnlySpan<Row> Rows => rows;

    /// <summary>Notes that a value was seen.</summary>
    public void Add(int slot, ulong hash, Instant time, int valuesMax)
    {
        var row = new Row(RowKey.Of(slot, (long)(hash >> HashShift)), time);
        if (rows.TryFind(row.Key, out var at))
        {
            rows![at] = time > rows[at].Time ? row : rows[at];
            return;
        }

        var range = rows.Between(slot, RowKey.IndexMin, RowKey.IndexMax);
        if (range.End.Value - range.Start.Value < valuesMax)
        {
            SortedRows.Insert(ref rows, at, row);
            return;
        }

        var oldest = Oldest(range);
        if (Compare(row, rows![oldest]) > 0)
        {
            Replace(oldest, at, row);
        }
    }

    /// <summary>How many values of a slot were seen after a time.</summary>
    public readonly int CountAfter(int slot, Instant time)
    {
        var count = 0;
        foreach (ref readonly var row in rows.AsSpan(rows.Between(slot, RowKey.IndexMin, RowKey.IndexMax)))
        {
            count += row.Time > time ? 1 : 0;
        }

        return count;
    }

    /// <summary>Takes over rows that were stored.</summary>
    public void Restore(Row[] stored) => rows = SortedRows.Restored(stored);

    private readonly int Oldest(Range range)
    {
        var oldest = range.Start.Value;
        for (var at = oldest + 1; at < range.End.Value; at++)
        {
            oldest = Compare(rows![at], rows[oldest]) < 0 ? at : oldest;
        }

        return oldest;
    }

    /// <summary>Takes a row out and puts one in where it belongs; those between move up or down by one.</summary>
    private readonly void Replace(int removed, int at, in Row row)
    {
        var span = rows.AsSpan();
        if (removed < at)
        {
            span[(removed + 1)..at].CopyTo(span[removed..]);
            span[at - 1] = row;
        }
        else
        {
            span[at..removed].CopyTo(span[(at + 1)..]);
            span[at] = row;
        }
    }

    private static int Compare(in Row left, in Row right)
    {
        var byTime = left.Time.CompareTo(right.Time);
        return byTime != 0 ? byTime : left.Key.CompareTo(right.Key);
    }

    /// <summary>A value, whose hash is the index of its key.</summary>
    internal readonly record struct Row(RowKey Key, Instant Time) : IRow;
}
