using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Journal;

/// <summary>An event with its place in the journal.</summary>
/// <param name="Position">Its place in the feed over all subjects; strictly increasing, not dense.</param>
/// <param name="Subject">Whose event.</param>
/// <param name="Version">Its version in the subject's stream.</param>
/// <param name="Event">The event.</param>
public readonly record struct StoredEvent(long Position, SubjectKey Subject, long Version, Event Event);
