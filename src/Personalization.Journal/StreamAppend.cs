using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Journal;

/// <summary>Some new events of one subject, in version order and without a gap.</summary>
/// <param name="Subject">Whose stream.</param>
/// <param name="FirstVersion">The version of the first event; the subject's head is one less. Versions start at 1.</param>
/// <param name="Events">The events; not changed after the call.</param>
public readonly record struct StreamAppend(SubjectKey Subject, long FirstVersion, IReadOnlyList<Event> Events);
