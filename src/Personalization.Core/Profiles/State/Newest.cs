namespace Personalization.Core.Profiles.State;

/// <summary>The newest rows by stamp, newest first, at most so many; of rows that replace each other only the newest.</summary>
/// <remarks>
/// Order independent: a row that falls out is older than all that stay, and what stays only gets newer, so it could
/// never come back. This holds with replacement too, because the newest row of a key is also the one that decides its place.
/// </remarks>
internal struct Newest<T>
    where T : struct, IStamped<T>
{
    private T[]? rows;

    public readonly ReadOnlySpan<T> Rows => rows;

    /// <summary>Adds a row unless it is too old.</summary>
    public void Add(in T row, int rowsMax)
    {
        rows ??= [];
        var replaced = -1;
        for (var at = 0; at < rows.Length && replaced < 0; at++)
        {
            replaced = row.Replaces(rows[at]) ? at : -1;
        }

        if (replaced >= 0)
        {
            if (Compare(row, rows[replaced]) > 0)
            {
                Insert(row, replaced);
            }
        }
        else if (rows.Length < rowsMax)
        {
            Array.Resize(ref rows, rows.Length + 1);
            Insert(row, rows.Length - 1);
        }
        else if (rowsMax > 0 && Compare(row, rows[^1]) > 0)
        {
            Insert(row, rows.Length - 1);
        }
    }

    /// <summary>Takes over rows that were stored.</summary>
    /// <exception cref="InvalidDataException">They are not newest first.</exception>
    public void Restore(T[] stored)
    {
        for (var at = 1; at < stored.Length; at++)
        {
            if (Compare(stored[at - 1], stored[at]) < 0)
            {
                throw new InvalidDataException("Rows are out of order.");
            }
        }

        rows = stored.Length == 0 ? null : stored;
    }

    /// <summary>Moves the older rows above <paramref name="hole"/> back by one, over the hole, and puts the row in its place.</summary>
    private readonly void Insert(in T row, int hole)
    {
        var at = hole;
        for (; at > 0 && Compare(row, rows![at - 1]) > 0; at--)
        {
            rows[at] = rows[at - 1];
        }

        rows![at] = row;
    }

    private static int Compare(in T left, in T right)
    {
        var byStamp = left.Stamp.CompareTo(right.Stamp);
        return byStamp != 0 ? byStamp : left.Tie.CompareTo(right.Tie);
    }
}
