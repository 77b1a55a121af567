using Personalization.Core.Expressions;
using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles.Stored;

/// <summary>What a subject is, and agrees to: traits, accounts, consents.</summary>
internal static class TraitSections
{
    public static SectionCodec Traits { get; } = new(
        profile => profile.Traits.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.Traits.Rows)
            {
                writer.Slot(row.Slot);
                writer.Stamp(row.Stamp);
                writer.Value(row.Value);
            }
        },
        (ref reader, profile) => profile.Traits.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, profile.Plan.Traits.Length, (ref from, plan) =>
            {
                var slot = from.Slot(plan.Traits.Length);
                return new Latest<Value>.Row(slot, from.Stamp(), TraitValue(ref from, plan, slot));
            })));

    public static SectionCodec Memberships { get; } = new(
        profile => profile.Memberships.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.Memberships.Rows)
            {
                writer.Text(row.AccountId);
                writer.Stamp(row.Stamp);
            }
        },
        (ref reader, profile) => profile.Memberships.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, Limits.AccountsMax, (ref from, _) => new Membership(from.RequiredText(), from.Stamp()))));

    public static SectionCodec AccountTraits { get; } = new(
        profile => profile.AccountTraits.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.AccountTraits.Rows)
            {
                writer.Unsigned(row.Slot);
                writer.Stamp(row.Stamp);
                writer.Text(row.AccountId);
                writer.Value(row.Value);
            }
        },
        (ref reader, profile) => profile.AccountTraits.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, Limits.AccountTraitsMax, (ref from, plan) =>
            {
                var slot = from.FreeSlot(plan.Traits.Length);
                return new AccountTrait(slot, from.Stamp(), from.RequiredText(), TraitValue(ref from, plan, slot));
            })));

    public static SectionCodec Consents { get; } = new(
        profile => profile.ConsentRows.Rows.Length,
        (writer, profile) =>
        {
            foreach (ref readonly var row in profile.ConsentRows.Rows)
            {
                writer.Slot(row.Slot);
                writer.Stamp(row.Stamp);
                writer.Byte(row.Value.IsGranted ? (byte)1 : (byte)0);
                writer.Text(row.Value.Source);
            }
        },
        (ref reader, profile) => profile.ConsentRows.Restore(SnapshotRows.Read(
            ref reader, profile.Plan, profile.Plan.PurposeSlots.Count, (ref from, plan) =>
                new Latest<Consent>.Row(from.Slot(plan.PurposeSlots.Count), from.Stamp(), new Consent(Flag(ref from), from.RequiredText())))));

    private static bool Flag(ref SnapshotReader reader)
    {
        var stored = reader.Byte();
        SnapshotReader.Require(stored <= 1, "A flag is 0 or 1.");
        return stored == 1;
    }

    private static Value TraitValue(ref SnapshotReader reader, FoldPlan plan, int slot)
    {
        var stored = reader.Value();
        SnapshotReader.Require(plan.Traits[slot].TryConvert(stored, plan.Texts, out var value) && value.Equals(stored), "A trait is of another type.");
        return value;
    }
}
