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
        .Unary(Personalization.Grpc.V1.Decisions.Explain, decisions.Explain)
        .Unary(Personalization.Grpc.V1.Decisions.Get, past.Get)
        .Unary(Personalization.Grpc.V1.Decisions.RecordOutcome, outcomes.Record)
        .Unary(Personalization.Grpc.V1.Profiles.Get, profiles.Get)
        .Unary(Personalization.Grpc.V1.Profiles.SetConsents, profiles.SetConsents)
        .Unary(Personalization.Grpc.V1.Profiles.SetPreferences, profiles.SetPreferences)
        .Unary(Personalization.Grpc.V1.Profiles.Unmerge, profiles.Unmerge)
        .ServerStream(Personalization.Grpc.V1.Profiles.Watch, watches.Watch)
        .ServerStream(Personalization.Grpc.V1.Profiles.Export, requests.Export)
        .Unary(Personalization.Grpc.V1.Profiles.Erase, requests.Erase)
        .Unary(Catalog.Validate, catalog.Validate)
        .Unary(Catalog.Publish, catalog.Publish)
        .Unary(Catalog.Activate, catalog.Activate)
        .Unary(Catalog.Versions, catalog.Versions)
        .Unary(Personalization.Grpc.V1.Replay.Start, replay.Start)
        .ServerStream(Personalization.Grpc.V1.Replay.Watch, replay.Watch)
        .Unary(Personalization.Grpc.V1.Replay.Cancel, replay.Cancel)
        .Unary(Personalization.Grpc.V1.Replay.Resume, replay.Resume)
        .Unary(Personalization.Grpc.V1.Replay.List, replay.List)
        .ServerStream(Personalization.Grpc.V1.Replay.Findings, replay.Findings)
        .AddHealth(health)
        .AddReflection();
}
