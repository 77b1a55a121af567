using Personalization.Core.Calendars;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles.Stored;

/// <summary>What a person likes to get, and when: topics, digests, the rest from everything, quiet hours, less of some actions, and which sources data may come from.</summary>
internal static class PreferenceSections
{
    /// <summary>A person has one rest and one set of quiet hours.</summary>
    private const int Single = 1;

    public static SectionCodec Topics { get; } = new(
        profile => profile.TopicRows.Rows.Length,
        (writer, profile) => WriteSwitches(writer, profile.TopicRows),
        (ref reader, profile) => profile.TopicRows.Restore(ReadSwitches(ref reader, profile.Plan, profile.Plan.TopicSlots.Count)));

    public static SectionCodec LessLike { get; } = new(
        profile => profile.LessRows.Rows.Length,
        (writer, profile) => WriteSwitches(writer, profile.LessRows),
        (ref reader, profile) => profile.LessRows.Restore(ReadSwitches(ref reader, profile.Plan, profile.Plan.ActionSlots.Count)));

    public static SectionCodec DataSources { get; } = new(
        profile => profile.DataSourceRows.Rows.Length,
        (writer, profile) => WriteSwitches(writer, profile.DataSourceRows),
        (ref reader, profile) => profile.DataSourceRows.Restore(ReadSwitches(ref reader, profile.Plan, profile.Plan.DataSourceSlots.Count)));

    public static SectionCodec Digests { get; } = new(
        profile => profile.DigestRows.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.DigestRows.Rows)
            {
                writer.Slot(row.Slot);
                writer.Stamp(row.Stamp);
                writer.Byte((byte)row.Value);
            }
        },
        (ref reader, profile) => profile.DigestRows.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, profile.Plan.TopicSlots.Count, (ref from, plan) =>
                new Latest<DigestFrequency>.Row(from.Slot(plan.TopicSlots.Count), from.Stamp(), (DigestFrequency)Number(ref from, (byte)DigestFrequency.Weekly)))));

    public static SectionCodec Rest { get; } = new(
        profile => profile.RestRows.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.RestRows.Rows)
            {
                writer.Slot(row.Slot);
                writer.Stamp(row.Stamp);
                writer.Time(row.Value);
            }
        },
        (ref reader, profile) => profile.RestRows.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, Single, (ref from, _) => new Latest<Instant>.Row(from.Slot(Single), from.Stamp(), from.Time()))));

    public static SectionCodec QuietHours { get; } = new(
        profile => profile.QuietRows.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.QuietRows.Rows)
            {
                writer.Slot(row.Slot);
                writer.Stamp(row.Stamp);
                writer.Unsigned(row.Value.Intervals.Length);
                foreach (var interval in row.Value.Intervals)
                {
                    writer.Byte((byte)interval.Days);
                    writer.Unsigned(MinuteOfDay.Of(interval.From));
                    writer.Unsigned(MinuteOfDay.Of(interval.To));
                }
            }
        },
        (ref reader, profile) => profile.QuietRows.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, Single, (ref from, _) => new Latest<PersonalQuietHours>.Row(from.Slot(Single), from.Stamp(), Hours(ref from)))));

    private static void WriteSwitches(SnapshotWriter writer, in Latest<bool> rows)
    {
        foreach (ref readonly var row in rows.Rows)
        {
            writer.Slot(row.Slot);
            writer.Stamp(row.Stamp);
            writer.Byte(row.Value ? (byte)1 : (byte)0);
        }
    }

    private static Latest<bool>.Row[] ReadSwitches(ref SnapshotReader reader, FoldPlan plan, int slots) =>
        SnapshotRows.Read(ref reader, plan, slots, (ref from, _) => new Latest<bool>.Row(from.Slot(slots), from.Stamp(), Number(ref from, 1) == 1));

    private static PersonalQuietHours Hours(ref SnapshotReader from)
    {
        var count = from.Unsigned();
        SnapshotReader.Require(count <= Limits.WeeklyIntervalsMax, "Quiet hours have too many intervals.");
        var intervals = new WeeklyInterval[count];
        foreach (ref var interval in intervals.AsSpan())
        {
            var days = (Weekdays)Number(ref from, (byte)Weekdays.All);
            SnapshotReader.Require(days != Weekdays.None, "An interval is of no day.");
            interval = new WeeklyInterval(days, MinuteOfDay.Time(from.Unsigned()), MinuteOfDay.Time(from.Unsigned()));
        }

        return new PersonalQuietHours([.. intervals]);
    }

    private static byte Number(ref SnapshotReader from, byte max)
    {
        var number = from.Byte();
        SnapshotReader.Require(number <= max, "A choice is none of those that there are.");
        return number;
    }
}
