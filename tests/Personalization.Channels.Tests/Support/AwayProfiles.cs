using System.Threading.Channels;
using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Gateway.Problems;
using Personalization.Grains;
using Personalization.Journal;

namespace Personalization.Channels.Tests.Support;

/// <summary>Profiles whose journal is away until the door is opened.</summary>
/// <param name="profiles">Those behind the door.</param>
/// <param name="isAnswered">Whether each event is answered with that; else the call fails.</param>
internal sealed class AwayProfiles(IProfiles profiles, bool isAnswered) : IProfiles
{
    private readonly Channel<int> tries = Channel.CreateUnbounded<int>();
    private volatile bool isOpen;

    public void Open() => isOpen = true;

    /// <summary>Completes when that many tries have failed.</summary>
    public async Task Tried(int times)
    {
        for (var seen = 0; seen < times; seen++)
        {
            await tries.Reader.ReadAsync(TestContext.Current.CancellationToken);
        }
    }

    public ValueTask<IReadOnlyList<IngestAnswer>> Ingest(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation)
    {
        if (isOpen)
        {
            return profiles.Ingest(tenant, events, cancellation);
        }

        tries.Writer.TryWrite(events.Count);
        if (isAnswered)
        {
            return new([.. events.Select(_ => new IngestAnswer(IngestStatus.Rejected, new Problem(ProblemCodes.NotReady, "", "Not now.")))]);
        }

        throw new JournalFailedException(new IOException("away"));
    }

    public ValueTask<Answer<Decision>> Decide(DecisionRequest request, CancellationToken cancellation) => profiles.Decide(request, cancellation);

    public ValueTask<IReadOnlyList<Answer<Decision>>> Decide(IReadOnlyList<DecisionRequest> requests, CancellationToken cancellation) => profiles.Decide(requests, cancellation);

    public ValueTask<Answer<OutcomeReceipt>> RecordOutcome(TenantId tenant, OutcomeReport report, CancellationToken cancellation) => profiles.RecordOutcome(tenant, report, cancellation);

    public ValueTask<ProfileView?> Get(SubjectKey subject, CancellationToken cancellation) => profiles.Get(subject, cancellation);

    public ValueTask<EventPage> ReadEvents(SubjectKey subject, long afterVersion, int limit, CancellationToken cancellation) => profiles.ReadEvents(subject, afterVersion, limit, cancellation);
}
