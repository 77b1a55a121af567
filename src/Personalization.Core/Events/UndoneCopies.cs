namespace Personalization.Core.Events;

/// <summary>What is left in one stream of a merge that was undone, when whom the other stream is about is erased: that there was something, of which no fold takes notice.</summary>
public static class UndoneCopies
{
    /// <summary>The kinds of event that may have to go.</summary>
    public static EventTypeSet Types { get; } = EventTypeSet.Of(EventType.Merged, EventType.MergedInto, EventType.Adopted);

    /// <summary>What takes the place of an event; null where it stays.</summary>
    /// <param name="one">The event.</param>
    /// <param name="mergeId">The merge.</param>
    public static Event? LeftOf(Event one, string mergeId) => one switch
    {
        Adopted { Original: Expired { Consents.Count: 0 } } => null,
        Adopted adopted when IsOf(adopted.MergeId, mergeId) => Expired.InPlaceOf(adopted with { Original = adopted.Original with { Consents = Expressions.ValueMap.Empty } }),

        // It names the other id. Adopted like what it had brought, it counts for nothing, as the merge was undone.
        Merged merged when IsOf(merged.Id, mergeId) => Expired.InPlaceOf(Adopted.From(merged, 0, mergeId, merged.ReceivedAt)) with { Id = merged.Id },

        // In the stream of the id it names the user. It sealed the stream until it was opened again, and nothing came in between.
        MergedInto into when into.UserId.Length > 0 && IsOf(into.Id, mergeId) => into with { UserId = "" },
        _ => null,
    };

    private static bool IsOf(string one, string mergeId) => string.Equals(one, mergeId, StringComparison.Ordinal);
}
