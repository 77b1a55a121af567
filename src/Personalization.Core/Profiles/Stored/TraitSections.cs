using Personalization.Core.Expressions;
using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles.Stored;

/// <summary>What a subject is: traits and accounts.</summary>
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

    private static Value TraitValue(ref SnapshotReader reader, FoldPlan plan, int slot)
    {
        var stored = reader.Value();
        SnapshotReader.Require(plan.Traits[slot].TryConvert(stored, plan.Texts, out var value) && value.Equals(stored), "A trait is of another type.");
        return value;
    }
}
