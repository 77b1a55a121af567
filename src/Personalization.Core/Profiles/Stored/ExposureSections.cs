using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles.Stored;

/// <summary>What a subject was served and what came of it.</summary>
internal static class ExposureSections
{
    public static SectionCodec Exposures { get; } = new(
        profile => profile.ExposureRows.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.ExposureRows.Rows)
            {
                Write(writer, row);
            }
        },
        (ref reader, profile) => profile.ExposureRows.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, profile.Plan.ActionSlots.Count, ReadExposure)));

    public static SectionCodec Snoozes { get; } = new(
        profile => profile.Snoozes.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.Snoozes.Rows)
            {
                writer.Slot(row.Slot);
                writer.Stamp(row.Stamp);
                writer.Time(new Instant(row.Value));
            }
        },
        (ref reader, profile) => profile.Snoozes.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, profile.Plan.ActionSlots.Count, (ref from, plan) =>
                new Latest<long>.Row(from.Slot(plan.ActionSlots.Count), from.Stamp(), from.Time().UnixMilliseconds))));

    public static SectionCodec CapTimes { get; } = new(
        profile => profile.CapTimes.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.CapTimes.Rows)
            {
                writer.Key(row.Key);
            }
        },
        (ref reader, profile) => profile.CapTimes.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, profile.Plan.Caps.Length * CapDefinition.MaxLimit, (ref from, plan) =>
                new NewestTimes.Row(from.Key(plan.Caps.Length)))));

    public static SectionCodec DigestTimes { get; } = new(
        profile => profile.DigestTimes.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.DigestTimes.Rows)
            {
                writer.Slot(row.Slot);
                writer.Time(row.Time);
            }
        },
        (ref reader, profile) => profile.DigestTimes.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, profile.Plan.TopicSlots.Count, (ref from, plan) => new Lasts.Row(from.Slot(plan.TopicSlots.Count), from.Time()))));

    public static SectionCodec Requests { get; } = new(
        profile => profile.Requests.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.Requests.Rows)
            {
                writer.Fixed64(row.RequestHash);
                writer.Stamp(row.Stamp);
                writer.Text(row.DecisionId);
            }
        },
        (ref reader, profile) => profile.Requests.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, Limits.RequestsMax, (ref from, _) =>
                new ServedRequest(from.Fixed64(), from.Stamp(), from.RequiredText()))));

    private static void Write(SnapshotWriter writer, in State.Exposures.Row row)
    {
        writer.Slot(row.Slot);
        writer.Unsigned(row.Served);
        if (row.Served > 0)
        {
            writer.Time(row.LastServed);
        }

        foreach (var count in row.Outcomes)
        {
            writer.Unsigned(count);
        }

        if (row.Outcomes[(int)Outcome.Dismissed - 1] > 0)
        {
            writer.Time(row.LastDismissed);
        }
    }

    private static State.Exposures.Row ReadExposure(ref SnapshotReader reader, FoldPlan plan)
    {
        var row = new State.Exposures.Row { Slot = reader.Slot(plan.ActionSlots.Count), Served = reader.Count() };
        row.LastServed = row.Served > 0 ? reader.Time() : Instant.MinValue;
        foreach (ref var count in row.Outcomes)
        {
            count = reader.Count();
        }

        row.LastDismissed = row.Outcomes[(int)Outcome.Dismissed - 1] > 0 ? reader.Time() : Instant.MinValue;
        return row;
    }
}
