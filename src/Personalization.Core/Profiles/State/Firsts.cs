namespace Personalization.Core.Profiles.State;

/// <summary>When each step of each checklist was first completed: a minimum, so order independent.</summary>
internal struct Firsts
{
    private Row[]? rows;

    public readonly ReadOnlySpan<Row> Rows => rows;

    /// <summary>Moves a step's time forward if this one is earlier.</summary>
    public void Add(int slot, int step, Instant time)
    {
        var key = RowKey.Of(slot, step);
        if (!rows.TryFind(key, out var at))
        {
            SortedRows.Insert(ref rows, at, new Row(key, time));
        }
        else if (time < rows![at].Time)
        {
            rows[at] = new Row(key, time);
        }
    }

    /// <summary>The completed steps of a checklist as a bit set.</summary>
    public readonly ulong Steps(int slot)
    {
        ulong steps = 0;
        foreach (ref readonly var row in rows.AsSpan(rows.Between(slot, 0, RowKey.IndexMax)))
        {
            steps |= 1UL << (int)row.Key.Index;
        }

        return steps;
    }

    /// <summary>When a step was first completed, or null.</summary>
    public readonly Instant? Time(int slot, int step) => rows.TryFind(RowKey.Of(slot, step), out var at) ? rows![at].Time : null;

    /// <summary>Takes over rows that were stored.</summary>
    public void Restore(Row[] stored) => rows = SortedRows.Restored(stored);

    /// <summary>A completed step.</summary>
    internal readonly record struct Row(RowKey Key, Instant Time) : IRow;
}
