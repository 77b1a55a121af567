using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.Cluster.Hosting;

/// <summary>
/// Answers callers in time where a turn hangs: a silo that is cut off in silence waits for a database and for silos that do not answer, longer than whoever called it should, who can
/// be answered by another silo meanwhile. The turn is told to stop, so that nobody waits in lines any more for whom nobody waits; where it wrote something, the same call finds it
/// again by its ids.
/// </summary>
/// <param name="profiles">Who runs the turns.</param>
/// <param name="patience">How long a caller waits.</param>
internal sealed class PatientProfiles(IProfiles profiles, TimeSpan patience) : IProfiles
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IngestAnswer>> Ingest(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation) =>
        InTime(stop => profiles.Ingest(tenant, events, stop), cancellation);

    /// <inheritdoc/>
    public ValueTask<Answer<Decision>> Decide(DecisionRequest request, CancellationToken cancellation) => InTime(stop => profiles.Decide(request, stop), cancellation);

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
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var turn = begin(stopping.Token);
        if (turn.IsCompleted)
        {
            // What is answered from memory needs no timer.
            return await turn.ConfigureAwait(false);
        }

        var call = turn.AsTask();
        try
        {
            return await call.WaitAsync(patience, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException late) when (!call.IsCompleted)
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            throw new TurnLostException($"The call did not come to its end within {patience.TotalSeconds} s.", late);
        }
    }
}
