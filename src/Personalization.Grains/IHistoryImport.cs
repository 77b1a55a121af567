using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Grains;

/// <summary>The port for history that happened elsewhere: events are appended as they are, to exactly the stream that is named.</summary>
public interface IHistoryImport
{
    /// <summary>
    /// Appends the events that the subject's stream does not have yet (by id) in the order given, and folds them. Nothing of them changes:
    /// not the received time, not the account. Served records and what owners counted are taken like all others, so that caps and budgets
    /// go on from where they were.
    /// </summary>
    /// <param name="subject">Whose stream.</param>
    /// <param name="events">The events, which may be the same again: at most <see cref="Limits.ImportEventsMax"/>.</param>
    /// <param name="cancellation">Stops waiting; what was appended by then stays.</param>
    /// <returns>How many were appended, once all of them are durable; a problem: <c>not_ready</c> (no catalog is active for the tenant).</returns>
    ValueTask<Answer<ImportReceipt>> Import(SubjectKey subject, IReadOnlyList<Event> events, CancellationToken cancellation);
}
