using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;

namespace Personalization.Grains.Identities;

/// <summary>The turns of a host, each about the subjects that it names: who is merged into somebody is answered with <see cref="SubjectMoved"/>.</summary>
internal interface IIdentityHost
{
    /// <summary>See <see cref="IProfiles.Ingest"/>.</summary>
    ValueTask<IReadOnlyList<IngestAnswer>> IngestHere(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation);

    /// <summary>See <see cref="IProfiles.Decide(DecisionRequest, CancellationToken)"/>.</summary>
    ValueTask<Answer<Decision>> DecideHere(DecisionRequest request, CancellationToken cancellation);

    /// <summary>Merges an id into a user; see <see cref="MergeCall.Merge"/>.</summary>
    ValueTask<Problem?> MergeHere(SubjectKey source, SubjectKey target, CancellationToken cancellation);

    /// <summary>What a subject is known as.</summary>
    ValueTask<KnownAs> Find(SubjectKey subject, CancellationToken cancellation);

    /// <summary>What its turns share.</summary>
    EmbeddedContext Context { get; }
}
