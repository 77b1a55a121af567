using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.HostContract.Profiles;

/// <summary>Brings each call to another node than the one before, as a load balancer does.</summary>
public sealed class Doors(IReadOnlyList<IProfiles> nodes) : IProfiles, IIdentities
{
    private int calls;

    private IProfiles Next => nodes[(int)((uint)Interlocked.Increment(ref calls) % (uint)nodes.Count)];

    public ValueTask<IReadOnlyList<IngestAnswer>> Ingest(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation) => Next.Ingest(tenant, events, cancellation);

    public ValueTask<Answer<Decision>> Decide(DecisionRequest request, CancellationToken cancellation) => Next.Decide(request, cancellation);

    public ValueTask<IReadOnlyList<Answer<Decision>>> Decide(IReadOnlyList<DecisionRequest> requests, CancellationToken cancellation) => Next.Decide(requests, cancellation);

    public ValueTask<Answer<OutcomeReceipt>> RecordOutcome(TenantId tenant, OutcomeReport report, CancellationToken cancellation) => Next.RecordOutcome(tenant, report, cancellation);

    public ValueTask<ProfileView?> Get(SubjectKey subject, CancellationToken cancellation) => Next.Get(subject, cancellation);

    public ValueTask<Answer<ProfileView>> Unmerge(SubjectKey user, SubjectKey source, CancellationToken cancellation) => ((IIdentities)Next).Unmerge(user, source, cancellation);

    public ValueTask<EventPage> ReadEvents(SubjectKey subject, long afterVersion, int limit, CancellationToken cancellation) => Next.ReadEvents(subject, afterVersion, limit, cancellation);
}
