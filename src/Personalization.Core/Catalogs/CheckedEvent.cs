using Personalization.Core.Events;

namespace Personalization.Core.Catalogs;

/// <summary>An event as the catalog lets it in.</summary>
/// <param name="Event">The event to store: without what the catalog drops. Where there is a problem, the event as it came.</param>
/// <param name="Dropped">How many properties or traits were dropped.</param>
/// <param name="Problem">Why it is not let in, with its path in Segment's JSON, or null.</param>
public readonly record struct CheckedEvent(Event Event, int Dropped, Problem? Problem);
