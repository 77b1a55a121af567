using Personalization.Core.Profiles.State;
using Personalization.Core.Subjects;

namespace Personalization.Core.Profiles.Stored;

/// <summary>Who somebody is: the user that an id turned out to be, and the ids that turned out to be a user.</summary>
internal static class IdentitySections
{
    /// <summary>An id is one user.</summary>
    private const int Single = 1;

    private const byte KindMask = 0x0F, Undone = 0x10;

    public static SectionCodec Redirect { get; } = new(
        profile => profile.RedirectRows.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.RedirectRows.Rows)
            {
                writer.Slot(row.Slot);
                writer.Stamp(row.Stamp);
                writer.Text(row.Value);
            }
        },
        (ref reader, profile) => profile.RedirectRows.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, Single, (ref from, _) => new Latest<string>.Row(from.Slot(Single), from.Stamp(), from.RequiredText()))));

    public static SectionCodec Identities { get; } = new(
        profile => profile.IdentityRows.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.IdentityRows.Rows)
            {
                writer.Byte((byte)((byte)row.Kind | (row.IsUndone ? Undone : 0)));
                writer.Text(row.Id);
                writer.Text(row.MergeId);
                writer.Text(row.Via);
                writer.Stamp(row.Stamp);
            }
        },
        (ref reader, profile) => profile.IdentityRows.Restore(SnapshotRows.Read(ref reader, profile.Plan, Limits.IdentitiesMax, (ref from, _) => ReadIdentity(ref from))));

    private static LinkedIdentity ReadIdentity(ref SnapshotReader from)
    {
        var lead = from.Byte();
        var kind = (SubjectKind)(lead & KindMask);
        SnapshotReader.Require((lead & ~(KindMask | Undone)) == 0 && kind is SubjectKind.User or SubjectKind.Anonymous, "An identity is of another kind.");
        return new LinkedIdentity(kind, from.RequiredText(), from.RequiredText(), from.Text(), (lead & Undone) != 0, from.Stamp());
    }
}
