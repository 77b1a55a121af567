namespace Personalization.Core.Profiles.Stored;

/// <summary>Reads one row.</summary>
internal delegate T ReadRow<out T>(ref SnapshotReader reader, FoldPlan plan);

/// <summary>Arrays of rows.</summary>
internal static class SnapshotRows
{
    /// <summary>Reads the number of rows and the rows.</summary>
    public static T[] Read<T>(ref SnapshotReader reader, FoldPlan plan, int rowsMax, ReadRow<T> read)
    {
        var rows = new T[reader.Begin(rowsMax)];
        for (var at = 0; at < rows.Length; at++)
        {
            rows[at] = read(ref reader, plan);
        }

        return rows;
    }
}
