using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Hosting;

/// <summary>
/// Answers callers in time where a turn hangs: a silo that is cut off in silence waits for a database and for silos that do not answer, longer than whoever called it should, who can
/// be answered by another silo meanwhile. As soon as the silo knows that it is cut off from the database nobody waits any more. The turn is told to stop, so that nobody stands in
/// lines any more for whom nobody waits; where it wrote something, the same call finds it again by its ids.
/// </summary>
/// <param name="profiles">Who runs the turns.</param>
/// <param name="patience">How long a caller waits.</param>
/// <param name="pulse">Tells when the silo is cut off.</param>
internal sealed class PatientProfiles(IProfiles profiles, TimeSpan patience, DatabasePulse pulse) : IProfiles
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IngestAnswer>> Ingest(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation) =>
        InTime(stop => profiles.Ingest(tenant, events, stop), cancellation);

    /// <inheritdoc/>
    public ValueTask<Answer<Decision>> Decide(DecisionRequest request, CancellationToken cancellation) => InTime(stop => profiles.Decide(request, stop), cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Answer<Decision>>> Decide(IReadOnlyList<DecisionRequest> requests, CancellationToken cancellation) =>
        InTime(stop => profiles.Decide(requests, stop), cancellation);

    /// <inheritdoc/>
    public ValueTask<Answer<OutcomeReceipt>> RecordOutcome(TenantId tenant, OutcomeReport report, CancellationToken cancellation) =>
        InTime(stop => profiles.RecordOutcome(tenant, report, stop), cancellation);

    /// <inheritdoc/>
    public ValueTask<ProfileView?> Get(SubjectKey subject, CancellationToken cancellation) => InTime(stop => profiles.Get(subject, stop), cancellation);

    /// <inheritdoc/>
    public ValueTask<EventPage> ReadEvents(SubjectKey subject, long afterVersion, int limit, CancellationToken cancellation) =>
        InTime(stop => profiles.ReadEvents(subject, afterVersion, limit, stop), cancellation);

    private async ValueTask<T> InTime<T>(Func<CancellationToken, ValueTask<T>> begin, CancellationToken cancellation)
    {
        var silence = pulse.Silence;
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence);
        try
        {
            var turn = begin(stopping.Token);

            // What is answered from memory needs no timer.
            return turn.IsCompleted ? await turn.ConfigureAwait(false) : await Wait(turn.AsTask(), stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException cut) when (silence.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TurnLostException("The database was not heard of while the call waited.", cut);
        }
    }

    private async Task<T> Wait<T>(Task<T> turn, CancellationTokenSource stopping)
    {
        try
        {
            return await turn.WaitAsync(patience, stopping.Token).ConfigureAwait(false);
        }
        catch (TimeoutException late) when (!turn.IsCompleted)
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            throw new TurnLostException($"The call did not come to its end within {patience.TotalSeconds} s.", late);
        }
    }
}
