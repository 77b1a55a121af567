using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>Counts the event in its bucket.</summary>
internal sealed class CountEvent(EventSelector selector, int slot, CounterShape counter) : FoldInstruction(selector, slot)
{
    protected override void Change(in Fold fold) =>
        fold.Profile.CounterBuckets.Add(Slot, counter.Bucket(fold.Time), 1, counter.Buckets);
}
