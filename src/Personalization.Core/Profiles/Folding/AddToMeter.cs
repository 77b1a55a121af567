using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>Adds to the use of the period that the event lies in.</summary>
internal sealed class AddToMeter(EventSelector selector, int slot, string property, MeterPeriod period) : FoldInstruction(selector, slot)
{
    protected override void Change(in Fold fold)
    {
        if (fold.TryAmount(property, Quantity.Scale, out var amount))
        {
            fold.Profile.MeterSums.Add(Slot, Period.Index(period, fold.Time), amount, Limits.MeterPeriodsMax);
        }
    }
}
