namespace Personalization.Core.Profiles.State;

/// <summary>One value per slot; the one of the newest stamp holds.</summary>
internal struct Latest<T>
{
    private Row[]? rows;

    public readonly ReadOnlySpan<Row> Rows => rows;

    /// <summary>Sets a slot's value unless it has a newer one.</summary>
    public void Set(int slot, Stamp stamp, T value)
    {
        if (!rows.TryFind(RowKey.Of(slot, 0), out var at))
        {
            SortedRows.Insert(ref rows, at, new Row(slot, stamp, value));
        }
        else if (stamp > rows![at].Stamp)
        {
            rows[at] = new Row(slot, stamp, value);
        }
    }

    /// <summary>Finds a slot's row.</summary>
    public readonly bool TryGet(int slot, out Row row)
    {
        var found = rows.TryFind(RowKey.Of(slot, 0), out var at);
        row = found ? rows![at] : default;
        return found;
    }

    /// <summary>Takes over rows that were stored.</summary>
    public void Restore(Row[] stored) => rows = SortedRows.Restored(stored);

    /// <summary>A slot's value with the event that set it.</summary>
    internal readonly record struct Row(int Slot, Stamp Stamp, T Value) : IRow
    {
        public RowKey Key => RowKey.Of(Slot, 0);
    }
}
