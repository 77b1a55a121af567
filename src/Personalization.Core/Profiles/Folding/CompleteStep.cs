using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>Completes a step of a checklist.</summary>
internal sealed class CompleteStep(EventSelector selector, int slot, int step) : FoldInstruction(selector, slot)
{
    protected override void Change(in Fold fold) => fold.Profile.Steps.Add(Slot, step, fold.Time);
}
