using Personalization.Core.Catalogs;
using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles.Stored;

/// <summary>What a subject did and from where.</summary>
internal static class ActivitySections
{
    public static SectionCodec Steps { get; } = new(
        profile => profile.Steps.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.Steps.Rows)
            {
                writer.Key(row.Key);
                writer.Time(row.Time);
            }
        },
        (ref reader, profile) => profile.Steps.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, profile.Plan.ChecklistTotals.Length * ChecklistDefinition.StepsMax, (ref from, plan) =>
            {
                var key = from.Key(plan.ChecklistTotals.Length);
                SnapshotReader.Require(key.Index >= 0 && key.Index < plan.ChecklistTotals[key.Slot], "A checklist has no such step.");
                return new Firsts.Row(key, from.Time());
            })));

    public static SectionCodec Features { get; } = new(
        profile => profile.FeatureRows.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.FeatureRows.Rows)
            {
                writer.Slot(row.Slot);
                writer.Unsigned(row.Count);
                writer.Time(row.First);
                writer.Time(row.Last);
                writer.Unsigned(row.SpentMilliseconds);
            }
        },
        (ref reader, profile) => profile.FeatureRows.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, profile.Plan.FeatureCount, (ref from, plan) =>
                new FeatureUses.Row(from.Slot(plan.FeatureCount), from.Count(), from.Time(), from.Time(), from.Unsigned()))));

    public static SectionCodec Counters { get; } = new(
        profile => profile.CounterBuckets.Rows.Length,
        (writer, profile) => StoredSeries.Write(writer, profile.CounterBuckets.Rows),
        (ref reader, profile) => profile.CounterBuckets.Restore(
            StoredSeries.Read(ref reader, profile.Plan, profile.Plan.Counters.Length, CounterDefinition.BucketsMax)));

    public static SectionCodec Paths { get; } = new(
        profile => profile.Visits.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.Visits.Rows)
            {
                writer.Text(row.Path);
                writer.Stamp(row.Stamp);
            }
        },
        (ref reader, profile) => profile.Visits.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, profile.Plan.PathsMax, (ref from, _) => new PathVisit(from.RequiredText(), from.Stamp()))));

    public static SectionCodec Context { get; } = new(
        profile => profile.ContextTexts.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.ContextTexts.Rows)
            {
                writer.Slot(row.Slot);
                writer.Stamp(row.Stamp);
                writer.Text(row.Value);
            }
        },
        (ref reader, profile) => profile.ContextTexts.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, ContextMembers, (ref from, _) =>
                new Latest<string>.Row(from.Slot(ContextMembers), from.Stamp(), from.RequiredText()))));

    private const int ContextMembers = (int)ContextMember.AppVersion + 1;
}
