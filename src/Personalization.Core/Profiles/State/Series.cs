namespace Personalization.Core.Profiles.State;

/// <summary>Sums per slot and index (a period or a bucket), of which each slot keeps those within a span of its newest index.</summary>
/// <remarks>
/// Order independent: amounts are never negative, so saturating sums commute; and the newest index only rises, so what has
/// fallen behind stays behind. Only indexes at which something happened take memory.
/// </remarks>
internal struct Series
{
    private Row[]? rows;

    public readonly ReadOnlySpan<Row> Rows => rows;

    /// <summary>Adds to the sum of an index unless it is too far behind the slot's newest.</summary>
    public void Add(int slot, long index, long amount, int span)
    {
        var key = RowKey.Of(slot, index);
        if (rows.TryFind(key, out var at))
        {
            rows![at] = new Row(key, Saturating.Add(rows[at].Sum, amount));
            return;
        }

        if (IsBehind(slot, index, span))
        {
            return;
        }

        var (from, _) = Of(slot);
        var removed = from;
        while (removed < at && rows![removed].Key.Index <= index - span)
        {
            removed++;
        }

        var row = new Row(key, amount);
        if (removed == from)
        {
            SortedRows.Insert(ref rows, at, row);
        }
        else
        {
            SortedRows.Replace(ref rows, from, removed - from, at, row);
        }
    }

    /// <summary>The sum over a slot's indexes between two, both included.</summary>
    public readonly long Sum(int slot, long from, long to)
    {
        long sum = 0;
        foreach (ref readonly var row in rows.AsSpan(rows.Between(slot, from, to)))
        {
            sum = Saturating.Add(sum, row.Sum);
        }

        return sum;
    }

    /// <summary>The sum of one index of a slot.</summary>
    public readonly long At(int slot, long index) => rows.TryFind(RowKey.Of(slot, index), out var at) ? rows![at].Sum : 0;

    /// <summary>Whether an index is so far behind the slot's newest that its sum is not kept any more.</summary>
    public readonly bool IsBehind(int slot, long index, int span)
    {
        var (from, to) = Of(slot);
        return to > from && index <= rows![to - 1].Key.Index - span;
    }

    /// <summary>Takes over rows that were stored.</summary>
    public void Restore(Row[] stored) => rows = SortedRows.Restored(stored);

    private readonly (int From, int To) Of(int slot)
    {
        var range = rows.Between(slot, RowKey.IndexMin, RowKey.IndexMax);
        return (range.Start.Value, range.End.Value);
    }

    /// <summary>A sum; never negative.</summary>
    internal readonly record struct Row(RowKey Key, long Sum) : IRow;
}
