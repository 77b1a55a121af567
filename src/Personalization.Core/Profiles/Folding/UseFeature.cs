using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>Counts one use of a feature.</summary>
internal sealed class UseFeature(EventSelector selector, int slot, string? spentProperty) : FoldInstruction(selector, slot)
{
    protected override void Change(in Fold fold)
    {
        _ = fold.TryAmount(spentProperty, 1, out var spentMilliseconds);
        fold.Profile.FeatureRows.Add(Slot, fold.Time, spentMilliseconds);
    }
}
