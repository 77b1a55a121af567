using Personalization.Core.Catalogs;
using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles.Stored;

/// <summary>What the expressions of a catalog ask of events that happened.</summary>
internal static class HistorySections
{
    public static SectionCodec Times { get; } = new(
        profile => profile.HistoryTimes.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.HistoryTimes.Rows)
            {
                writer.Slot(row.Slot);
                writer.Time(row.Time);
            }
        },
        (ref reader, profile) => profile.HistoryTimes.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, profile.Plan.Histories.Length, (ref from, plan) =>
                new Lasts.Row(from.Slot(plan.Histories.Length), from.Time()))));

    public static SectionCodec Sums { get; } = new(
        profile => profile.HistorySums.Rows.Length,
        (writer, profile) => StoredSeries.Write(writer, profile.HistorySums.Rows),
        (ref reader, profile) => profile.HistorySums.Restore(
            StoredSeries.Read(ref reader, profile.Plan, profile.Plan.Histories.Length, HistoryDefinition.BucketsMax)));

    public static SectionCodec Values { get; } = new(
        profile => profile.HistoryValues.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.HistoryValues.Rows)
            {
                writer.Key(row.Key);
                writer.Time(row.Time);
            }
        },
        (ref reader, profile) => profile.HistoryValues.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, profile.Plan.Histories.Length * Limits.HistoryValuesMax, (ref from, plan) =>
                new NewestValues.Row(from.Key(plan.Histories.Length), from.Time()))));
}
