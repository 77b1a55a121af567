namespace Personalization.Core.Events;

/// <summary>What is left in a user's stream of a merge that was undone, when the other id is erased: that there was something, of which no fold takes notice.</summary>
public static class UndoneCopies
{
    /// <summary>What takes the place of an event of a user's stream; null where it stays.</summary>
    /// <param name="one">The event.</param>
    /// <param name="mergeId">The merge.</param>
    public static Event? LeftOf(Event one, string mergeId) => one switch
    {
        Adopted { Original: Expired { Consents.Count: 0 } } => null,
        Adopted adopted when IsOf(adopted.MergeId, mergeId) => Expired.InPlaceOf(adopted with { Original = adopted.Original with { Consents = Expressions.ValueMap.Empty } }),

        // It names the other id. Adopted like what it had brought, it counts for nothing, as the merge was undone.
        Merged merged when IsOf(merged.Id, mergeId) => Expired.InPlaceOf(Adopted.From(merged, 0, mergeId, merged.ReceivedAt)) with { Id = merged.Id },
        _ => null,
    };

    private static bool IsOf(string one, string mergeId) => string.Equals(one, mergeId, StringComparison.Ordinal);
}
