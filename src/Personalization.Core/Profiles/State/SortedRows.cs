namespace Personalization.Core.Profiles.State;

/// <summary>Arrays of rows in the order of their keys, exactly as long as they are full: a profile is many, so slack would cost more than the rare copy.</summary>
internal static class SortedRows
{
    /// <summary>The first row whose key is not below this one; the length for none.</summary>
    public static int LowerBound<T>(this T[]? rows, RowKey key)
        where T : struct, IRow
    {
        int low = 0, high = rows?.Length ?? 0;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (rows![middle].Key.Bits < key.Bits)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Finds the row of a key.</summary>
    /// <returns>Where it is, or where it belongs.</returns>
    public static bool TryFind<T>(this T[]? rows, RowKey key, out int at)
        where T : struct, IRow
    {
        at = rows.LowerBound(key);
        return rows is not null && at < rows.Length && rows[at].Key == key;
    }

    /// <summary>The rows of a slot whose indexes lie between two, both included.</summary>
    public static Range Between<T>(this T[]? rows, int slot, long from, long to)
        where T : struct, IRow =>
        rows.LowerBound(RowKey.Of(slot, from))..rows.LowerBound(new RowKey(RowKey.Of(slot, to).Bits + 1));

    /// <summary>Inserts a row.</summary>
    public static void Insert<T>(ref T[]? rows, int at, in T row)
    {
        var longer = new T[(rows?.Length ?? 0) + 1];
        rows.AsSpan(0, at).CopyTo(longer);
        longer[at] = row;
        rows.AsSpan(at).CopyTo(longer.AsSpan(at + 1));
        rows = longer;
    }

    /// <summary>Removes a run of rows and inserts one at <paramref name="at"/>, a place behind them or right at their end; in place where one goes and one comes.</summary>
    public static void Replace<T>(ref T[]? rows, int removed, int removedCount, int at, in T row)
    {
        if (removedCount == 1)
        {
            var span = rows.AsSpan();
            span[(removed + 1)..at].CopyTo(span[removed..]);
            span[at - 1] = row;
            return;
        }

        var changed = new T[rows!.Length - removedCount + 1];
        rows.AsSpan(0, removed).CopyTo(changed);
        rows.AsSpan((removed + removedCount)..at).CopyTo(changed.AsSpan(removed));
        changed[at - removedCount] = row;
        rows.AsSpan(at).CopyTo(changed.AsSpan(at - removedCount + 1));
        rows = changed;
    }

    /// <summary>Checks rows that were stored.</summary>
    /// <returns>The rows, or null for none.</returns>
    /// <exception cref="InvalidDataException">Their keys do not rise.</exception>
    public static T[]? Restored<T>(T[] stored, bool unique = true)
        where T : struct, IRow
    {
        for (var at = 1; at < stored.Length; at++)
        {
            var order = stored[at - 1].Key.CompareTo(stored[at].Key);
            if (order > 0 || (order == 0 && unique))
            {
                throw new InvalidDataException("Rows are out of order.");
            }
        }

        return stored.Length == 0 ? null : stored;
    }
}
