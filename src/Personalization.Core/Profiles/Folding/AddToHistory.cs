using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>Counts the event, or adds the number of a property, in the bucket that it lies in.</summary>
/// <param name="selector">The events.</param>
/// <param name="slot">Where in the profile.</param>
/// <param name="property">The property, or null to count.</param>
/// <param name="shape">The buckets.</param>
internal sealed class AddToHistory(EventSelector selector, int slot, string? property, CounterShape shape) : FoldInstruction(selector, slot)
{
    protected override void Change(in Fold fold)
    {
        if (property is null)
        {
            fold.Profile.HistorySums.Add(Slot, shape.Bucket(fold.Time), 1, shape.Buckets);
        }
        else if (fold.TryAmount(property, Quantity.Scale, out var amount))
        {
            fold.Profile.HistorySums.Add(Slot, shape.Bucket(fold.Time), amount, shape.Buckets);
        }
    }
}
