using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles.Stored;

/// <summary>The building blocks that several sections are made of.</summary>
internal static class StoredSeries
{
    public static void Write(SnapshotWriter writer, ReadOnlySpan<Series.Row> rows)
    {
        foreach (ref readonly var row in rows)
        {
            writer.Key(row.Key);
            writer.Unsigned(row.Sum);
        }
    }

    public static Series.Row[] Read(ref SnapshotReader reader, FoldPlan plan, int slots, int rowsPerSlotMax) =>
        SnapshotRows.Read(ref reader, plan, slots * rowsPerSlotMax, (ref from, _) => new Series.Row(from.Key(slots), from.Unsigned()));

    public static void Write(SnapshotWriter writer, ReadOnlySpan<Latest<long>.Row> rows)
    {
        foreach (ref readonly var row in rows)
        {
            writer.Slot(row.Slot);
            writer.Stamp(row.Stamp);
            writer.Unsigned(row.Value);
        }
    }

    public static Latest<long>.Row[] ReadLatest(ref SnapshotReader reader, FoldPlan plan, int slots) =>
        SnapshotRows.Read(ref reader, plan, slots, (ref from, _) => new Latest<long>.Row(from.Slot(slots), from.Stamp(), from.Unsigned()));
}
