using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Audit;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Authentication.Tokens;
using Personalization.Gateway.Catalogs;
using Personalization.Gateway.Consents;
using Personalization.Gateway.DeadLetters;
using Personalization.Gateway.Decisions;
using Personalization.Gateway.Grpc;
using Personalization.Gateway.Health;
using Personalization.Gateway.Http;
using Personalization.Gateway.Identities;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Keys;
using Personalization.Gateway.Outcomes;
using Personalization.Gateway.Pages;
using Personalization.Gateway.Preferences;
using Personalization.Gateway.Profiles;
using Personalization.Gateway.Regions;
using Personalization.Gateway.Replays;
using Personalization.Gateway.Residency;
using Personalization.Gateway.Rollups;
using Personalization.Gateway.Segment;
using Personalization.Gateway.SubjectRequests;
using Personalization.Gateway.Subjects;
using Personalization.Gateway.Telemetry;
using Personalization.Gateway.TimeTravel;
using Personalization.Gateway.Watching;
using Personalization.Grpc.Health;
using Personalization.Journal.Control;
using Personalization.Projections.Rollups;
using Personalization.Projections.Stores;
using Personalization.Replay.History;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway;

/// <summary>Puts the gateway into a container.</summary>
public static class GatewayServices
{
    /// <summary>
    /// Adds the gateway. The executable adds what is behind it: <see cref="Grains.IProfiles"/>, <see cref="Grains.IServedRecords"/>, <see cref="Journal.IJournal"/>,
    /// <see cref="Grains.ICatalogs"/>, <see cref="ICatalogHistory"/>, <see cref="ICatalogShelf"/>, <see cref="IControlStore"/>, <see cref="RegionMap"/>,
    /// <see cref="Journal.Audit.AuditLedger"/>, <see cref="Projections.Stores.IProjectionStore"/>, <see cref="Projections.Notices.IChangeWatch"/> (or <see cref="Feeds.FeedServices.AddFeed"/>) and <see cref="IReadiness"/>.
    /// </summary>
    public static IServiceCollection AddGateway(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(AccessLogSettings.Default);
        services.TryAddSingleton(RollupSettings.Default);
        return services
            .AddTelemetry()
            .AddSingleton(services => new Credentials(services.GetRequiredService<IControlStore>().KeyDirectory, services.GetService<TokenReader>()))
            .AddSingleton<TenantRegions>()
            .AddSingleton<IRegions, PinnedRegions>()
            .AddSingleton<DecisionRegions>()
            .AddSingleton<Admission>()
            .AddSingleton<Drain>()
            .AddSingleton<Intake>()
            .AddSingleton<PastCatalogs>()
            .AddSingleton<ProfileHistory>()
            .AddSingleton<DecisionHistory>()
            .AddSingleton<PastMoments>()
            .AddSingleton<DecisionEndpoints>()
            .AddSingleton<Decider>()
            .AddSingleton<DeadLetterRetry>()
            .AddSingleton<SegmentEndpoints>()
            .AddSingleton<DecideEndpoints>()
            .AddSingleton<OutcomeEndpoints>()
            .AddSingleton<ProfileEndpoints>()
            .AddSingleton<StatementIntake>()
            .AddSingleton<ConsentCall>()
            .AddSingleton<ConsentEndpoints>()
            .AddSingleton<PreferenceCall>()
            .AddSingleton<PreferenceEndpoints>()
            .AddSingleton<UnmergeCall>()
            .AddSingleton<UnmergeEndpoints>()
            .AddPages()
            .AddSingleton<SubjectExport>()
            .AddSingleton<ExportEndpoints>()
            .AddSingleton<EraseEndpoints>()
            .AddSingleton<RegionEndpoints>()
            .AddSingleton<TransferOut>()
            .AddSingleton<TransferIn>()
            .AddSingleton<TransferEndpoints>()
            .AddSingleton(services => new RollupReader(services.GetRequiredService<IProjectionStore>(), services.GetRequiredService<RollupSettings>().PeopleMin))
            .AddSingleton<RollupEndpoints>()
            .AddSingleton(_ => new WatchPlaces())
            .AddSingleton<ProfileWatches>()
            .AddSingleton<WatchEndpoints>()
            .AddSingleton<DeadLetterEndpoints>()
            .AddSingleton<KeyEndpoints>()
            .AddSingleton<PlaceEndpoints>()
            .AddSingleton(services => ActivatorUtilities.CreateInstance<AccessRecorder>(services, services.GetRequiredService<IControlStore>().AccessLog))
            .AddHostedService(services => services.GetRequiredService<AccessRecorder>())
            .AddHostedService<AccessLogRetention>()
            .AddSingleton<AccessLogEndpoints>()
            .AddSingleton<RpcAccessLog>()
            .AddSingleton<AuditEndpoints>()
            .AddSingleton<CatalogEndpoints>()
            .AddSingleton<TrustNoteEndpoints>()
            .AddSingleton<CatalogPublisher>()
            .AddSingleton<PublishEndpoints>()
            .AddSingleton<ImportFolder>()
            .AddSingleton<ImportQueues>()
            .AddSingleton<BackfillSources>()
            .AddSingleton<IJobWorks, ReplayWorks>()
            .AddSingleton(services => new ReplayJobs(
                services.GetRequiredService<ReplayStorage>().Jobs, services.GetRequiredService<IJobWorks>(), services.GetRequiredService<TimeProvider>()))
            .AddSingleton<IReplayDirectory, LocalReplays>()
            .AddSingleton<ReplayStarter>()
            .AddSingleton<ReplayEndpoints>()
            .AddHostedService<ReplayService>()
            .AddSingleton<Readiness>()
            .AddSingleton<HealthEndpoints>()
            .AddSingleton<RpcAdmission>()
            .AddSingleton<RpcAuthentication>()
            .AddSingleton<RpcSpans>()
            .AddSingleton<RpcMetrics>()
            .AddSingleton<RpcEvents>()
            .AddSingleton<RpcDecisions>()
            .AddSingleton<RpcPastDecisions>()
            .AddSingleton<RpcOutcomes>()
            .AddSingleton<RpcProfiles>()
            .AddSingleton<RpcWatches>()
            .AddSingleton<RpcSubjectRequests>()
            .AddSingleton<RpcCatalog>()
            .AddSingleton<RpcReplay>()
            .AddSingleton<ServiceHealth>()
            .AddSingleton<RpcServices>()
            .AddHostedService<RpcHealth>();
    }
}
