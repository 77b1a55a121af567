using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>Notes when the event happened.</summary>
internal sealed class NoteTime(EventSelector selector, int slot) : FoldInstruction(selector, slot)
{
    protected override void Change(in Fold fold) => fold.Profile.HistoryTimes.Add(Slot, fold.Time);
}
