using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>Sets a meter's limit.</summary>
internal sealed class SetLimit(EventSelector selector, int slot, string? property) : FoldInstruction(selector, slot)
{
    protected override void Change(in Fold fold)
    {
        if (fold.TryAmount(property, Quantity.Scale, out var limit))
        {
            fold.Profile.MeterLimits.Set(Slot, fold.Stamp, limit);
        }
    }
}
