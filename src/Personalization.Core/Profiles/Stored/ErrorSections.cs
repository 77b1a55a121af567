using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles.Stored;

/// <summary>What went wrong for a subject.</summary>
internal static class ErrorSections
{
    public static SectionCodec Raised { get; } = new(
        profile => profile.Raised.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.Raised.Rows)
            {
                writer.Unsigned(row.Slot);
                writer.Stamp(row.Stamp);
                writer.Text(row.Code);
                writer.Text(row.Feature);
            }
        },
        (ref reader, profile) => profile.Raised.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, Limits.RaisedErrorsMax, (ref from, plan) =>
                new RaisedError(from.FreeSlot(plan.ErrorCount), from.Stamp(), from.Text(), from.Text()))));

    public static SectionCodec Resolved { get; } = new(
        profile => profile.Resolved.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.Resolved.Rows)
            {
                writer.Unsigned(row.Slot);
                writer.Stamp(row.Stamp);
                writer.Text(row.Feature);
            }
        },
        (ref reader, profile) => profile.Resolved.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, Limits.ResolvedErrorsMax, (ref from, plan) =>
                new ResolvedError(from.FreeSlot(plan.ErrorCount), from.Stamp(), from.Text()))));
}
