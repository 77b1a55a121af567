using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>Remembers an error.</summary>
internal sealed class RaiseError(EventSelector selector, int slot, string? codeProperty, string? featureProperty)
    : FoldInstruction(selector, slot)
{
    protected override void Change(in Fold fold)
    {
        var code = fold.Text(codeProperty, Limits.ErrorTextCharsMax);
        var feature = fold.Text(featureProperty, Limits.ErrorTextCharsMax);
        fold.Profile.Raised.Add(new RaisedError(Slot, fold.Stamp, code, feature), Limits.RaisedErrorsMax);
    }
}
