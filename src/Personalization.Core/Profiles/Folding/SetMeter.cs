using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>Sets a meter's reading.</summary>
internal sealed class SetMeter(EventSelector selector, int slot, string property) : FoldInstruction(selector, slot)
{
    protected override void Change(in Fold fold)
    {
        if (fold.TryAmount(property, Quantity.Scale, out var reading))
        {
            fold.Profile.MeterReadings.Set(Slot, fold.Stamp, reading);
        }
    }
}
