using Personalization.Core.Decisions;
using Personalization.Core.Subjects;

namespace Personalization.Grains;

/// <summary>
/// The port to the live profiles: events in, decisions out. Each subject has one owner that does one turn at a time; the
/// embedded host and the cluster are two ways to run the same turns.
/// </summary>
public interface IProfiles
{
    /// <summary>
    /// Takes in events that passed their contracts. Returns when every accepted event is durable in every stream it touches;
    /// a decision that starts afterwards sees them all.
    /// </summary>
    /// <returns>
    /// One answer per event, in the order given. Problems: <c>time_out_of_range</c>, <c>too_old</c> (its time lies before the retention), <c>subject_required</c> (it names nobody),
    /// <c>account_required</c> (it is about an account alone, and none is known), <c>source_off</c> (the person does not want data
    /// from where it comes from), <c>not_ready</c> (no catalog is active).
    /// </returns>
    ValueTask<IReadOnlyList<IngestAnswer>> Ingest(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation);

    /// <summary>Decides. An unknown subject is decided on an empty profile and stays unknown in a peek.</summary>
    /// <returns>The decision, or a problem: <c>unknown_surface</c>, <c>not_ready</c> (no catalog is active).</returns>
    ValueTask<Answer<Decision>> Decide(DecisionRequest request, CancellationToken cancellation);

    /// <summary>Decides many requests side by side. Each is answered as if it were asked alone; a host of several nodes may bring those together to others that go there.</summary>
    /// <returns>A decision or a problem for each, in the order given.</returns>
    async ValueTask<IReadOnlyList<Answer<Decision>>> Decide(IReadOnlyList<DecisionRequest> requests, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var running = new Task<Answer<Decision>>[requests.Count];
        for (var at = 0; at < running.Length; at++)
        {
            running[at] = Decide(requests[at], cancellation).AsTask();
        }

        return await Task.WhenAll(running).ConfigureAwait(false);
    }

    /// <summary>Records what became of a served action, once per (decision, action, outcome).</summary>
    /// <returns>Whether it was new, or a problem: <c>unknown_decision</c>, <c>unknown_action</c>, <c>invalid_until</c>.</returns>
    ValueTask<Answer<OutcomeReceipt>> RecordOutcome(TenantId tenant, OutcomeReport report, CancellationToken cancellation);

    /// <summary>The live state of a subject, or null for one that has no events. Creates no state.</summary>
    ValueTask<ProfileView?> Get(SubjectKey subject, CancellationToken cancellation);

    /// <summary>A page of a subject's journal in version order.</summary>
    /// <param name="subject">Whose.</param>
    /// <param name="afterVersion">Where to go on; 0 from the start.</param>
    /// <param name="limit">How many events at most, 1 to 1,000.</param>
    /// <param name="cancellation">Stops reading.</param>
    ValueTask<EventPage> ReadEvents(SubjectKey subject, long afterVersion, int limit, CancellationToken cancellation);
}
