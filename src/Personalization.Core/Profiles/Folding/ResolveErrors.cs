using Personalization.Core.Catalogs;
using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles.Folding;

/// <summary>Resolves earlier errors, of one feature where the event names it, else of all.</summary>
internal sealed class ResolveErrors(EventSelector selector, int slot, string? featureProperty) : FoldInstruction(selector, slot)
{
    protected override void Change(in Fold fold)
    {
        var feature = fold.Text(featureProperty, Limits.ErrorTextCharsMax);
        fold.Profile.Resolved.Add(new ResolvedError(Slot, fold.Stamp, feature), Limits.ResolvedErrorsMax);
    }
}
