using Personalization.Gateway.Health;
using Personalization.Gateway.Problems;
using Personalization.Grpc;
using Personalization.Grpc.Health;
using Personalization.Grpc.Reflection;
using Personalization.Grpc.V1;

namespace Personalization.Gateway.Grpc;

/// <summary>Everything that is answered on gRPC.</summary>
internal sealed class RpcServices(
    RpcSpans spans,
    RpcAdmission admission,
    RpcAuthentication authentication,
    RpcMetrics metrics,
    RpcEvents events,
    RpcDecisions decisions,
    RpcPastDecisions past,
    RpcOutcomes outcomes,
    RpcProfiles profiles,
    RpcWatches watches,
    RpcSubjectRequests requests,
    RpcCatalog catalog,
    RpcReplay replay,
    RpcAccessLog log,
    ServiceHealth health,
    Drain drain)
{
    /// <summary>What a server grants to calls, and what it makes of exceptions.</summary>
    public GrpcServerOptions Options { get; } = new()
    {
        StatusOf = StatusOf,
        Stopping = drain.Closed,
        StoppingStatus = static () => RpcAdmission.Stopping,
    };

    /// <summary>The status of an exception that is no bug.</summary>
    public static RpcException? StatusOf(Exception error) => FailedServer.ProblemOf(error)?.ToException();

    /// <summary>Adds interceptors and methods.</summary>
    public void Configure(GrpcServices services) => services
        .Intercept(spans)
        .Intercept(admission)
        .Intercept(authentication)
        .Intercept(metrics)
        .Unary(Events.Ingest, events.Ingest)
        .Duplex(Events.IngestStream, events.IngestStream)
        .Unary(Personalization.Grpc.V1.Decisions.Decide, decisions.Decide)
        .Unary(Personalization.Grpc.V1.Decisions.DecideBatch, decisions.DecideBatch)
        .Duplex(Personalization.Grpc.V1.Decisions.DecideStream, decisions.DecideStream)
        .Unary(Personalization.Grpc.V1.Decisions.Explain, log.Unary<ExplainRequest, ExplainResponse>(decisions.Explain))
        .Unary(Personalization.Grpc.V1.Decisions.Get, log.Unary<DecisionsGetRequest, DecisionsGetResponse>(past.Get))
        .Unary(Personalization.Grpc.V1.Decisions.RecordOutcome, outcomes.Record)
        .Unary(Personalization.Grpc.V1.Profiles.Get, log.Unary<ProfilesGetRequest, ProfilesGetResponse>(profiles.Get))
        .Unary(Personalization.Grpc.V1.Profiles.SetConsents, profiles.SetConsents)
        .Unary(Personalization.Grpc.V1.Profiles.SetPreferences, profiles.SetPreferences)
        .Unary(Personalization.Grpc.V1.Profiles.Unmerge, log.Unary<ProfilesUnmergeRequest, ProfilesUnmergeResponse>(profiles.Unmerge))
        .ServerStream(Personalization.Grpc.V1.Profiles.Watch, log.Stream<ProfilesWatchRequest, ProfilesWatchResponse>(watches.Watch))
        .ServerStream(Personalization.Grpc.V1.Profiles.Export, log.Stream<ProfilesExportRequest, ProfilesExportResponse>(requests.Export))
        .Unary(Personalization.Grpc.V1.Profiles.Erase, log.Unary<ProfilesEraseRequest, ProfilesEraseResponse>(requests.Erase))
        .Unary(Catalog.Validate, catalog.Validate)
        .Unary(Catalog.Publish, log.Unary<CatalogPublishRequest, CatalogPublishResponse>(catalog.Publish))
        .Unary(Catalog.Activate, log.Unary<CatalogActivateRequest, CatalogActivateResponse>(catalog.Activate))
        .Unary(Catalog.Versions, catalog.Versions)
        .Unary(Personalization.Grpc.V1.Replay.Start, log.Unary<ReplayStartRequest, ReplayStartResponse>(replay.Start))
        .ServerStream(Personalization.Grpc.V1.Replay.Watch, replay.Watch)
        .Unary(Personalization.Grpc.V1.Replay.Cancel, log.Unary<ReplayCancelRequest, ReplayCancelResponse>(replay.Cancel))
        .Unary(Personalization.Grpc.V1.Replay.Resume, log.Unary<ReplayResumeRequest, ReplayResumeResponse>(replay.Resume))
        .Unary(Personalization.Grpc.V1.Replay.List, replay.List)
        .ServerStream(Personalization.Grpc.V1.Replay.Findings, log.Stream<ReplayFindingsRequest, ReplayFindingsResponse>(replay.Findings))
        .AddHealth(health)
        .AddReflection();
}
