using Personalization.Journal;

namespace Personalization.Grains;

/// <summary>A page of a subject's journal.</summary>
/// <param name="Events">The events in version order.</param>
/// <param name="Next">The version to go on after, or null at the end.</param>
public sealed record EventPage(IReadOnlyList<StoredEvent> Events, long? Next);
