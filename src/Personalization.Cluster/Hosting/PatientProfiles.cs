using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.Cluster.Hosting;

/// <summary>
/// Answers callers in time where a turn hangs: a silo that is cut off in silence waits for a database and for silos that do not answer, longer than whoever called it should, who can
/// be answered by another silo meanwhile. What hangs goes on to its end; where it wrote something, the same call finds it again by its ids.
/// </summary>
/// <param name="profiles">Who runs the turns.</param>
/// <param name="patience">How long a caller waits.</param>
internal sealed class PatientProfiles(IProfiles profiles, TimeSpan patience) : IProfiles
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IngestAnswer>> Ingest(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation) =>
        InTime(profiles.Ingest(tenant, events, cancellation));

    /// <inheritdoc/>
    public ValueTask<Answer<Decision>> Decide(DecisionRequest request, CancellationToken cancellation) => InTime(profiles.Decide(request, cancellation));

    /// <inheritdoc/>
    public ValueTask<Answer<OutcomeReceipt>> RecordOutcome(TenantId tenant, OutcomeReport report, CancellationToken cancellation) =>
        InTime(profiles.RecordOutcome(tenant, report, cancellation));

    /// <inheritdoc/>
    public ValueTask<ProfileView?> Get(SubjectKey subject, CancellationToken cancellation) => InTime(profiles.Get(subject, cancellation));

    /// <inheritdoc/>
    public ValueTask<EventPage> ReadEvents(SubjectKey subject, long afterVersion, int limit, CancellationToken cancellation) =>
        InTime(profiles.ReadEvents(subject, afterVersion, limit, cancellation));

    // What is answered from memory is done already, and costs nothing more.
    private ValueTask<T> InTime<T>(ValueTask<T> call) => call.IsCompleted ? call : new(Wait(call.AsTask()));

    private async Task<T> Wait<T>(Task<T> call)
    {
        try
        {
            return await call.WaitAsync(patience).ConfigureAwait(false);
        }
        catch (TimeoutException late) when (!call.IsCompleted)
        {
            throw new TurnLostException($"The call did not come to its end within {patience.TotalSeconds} s.", late);
        }
    }
}
