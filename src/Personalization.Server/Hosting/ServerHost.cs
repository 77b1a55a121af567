using Personalization.Gateway;
using Personalization.Gateway.Authentication.Tokens;
using Personalization.Gateway.Catalogs;
using Personalization.Gateway.Feeds;
using Personalization.Gateway.Health;
using Personalization.Gateway.Pages.Links;
using Personalization.Gateway.Queues;
using Personalization.Gateway.Replays;
using Personalization.Gateway.SubjectRequests;
using Personalization.Grains;
using Personalization.Hosting;
using Personalization.Hosting.Audit;
using Personalization.Hosting.Expiry;
using Personalization.Journal;
using Personalization.Journal.Erasures;
using Personalization.Journal.Residency;
using Personalization.Replay.History;
using Personalization.Server.Retention;
using Personalization.Server.Settings;

namespace Personalization.Server.Hosting;

/// <summary>Puts the web application together.</summary>
internal static class ServerHost
{
    /// <summary>Calls that are at work when the server is told to stop get this long.</summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Builds the application; it does not listen yet.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, ServerSettings settings, Stores stores)
    {
        builder.WebHost.ConfigureKestrel(kestrel => KestrelSetup.Configure(kestrel, settings.Listeners));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTimeout);
        builder.Services
            .AddGateway()
            .AddQueues(settings.Queues)
            // As instances: the container disposes what it makes, and these are closed in an order of their own.
            .AddSingleton<IProfiles>(stores.Profiles)
            .AddSingleton<IIdentities>(stores.Profiles)
            .AddSingleton<IServedRecords>(stores.Profiles)
            .AddSingleton<IJournal>(stores.Journal)
            .AddSingleton(stores.Events.Snapshots)
            .AddSingleton(stores.Events.Projections)
            .AddFeed(isAlone: true)
            .AddSingleton<IHistoryImport>(stores.Profiles)
            .AddSingleton(new ReplayStorage(settings.Data))
            .AddSingleton(new ImportBroker(settings.Broker))
            .AddSingleton(settings.Regions)
            .AddSingleton(settings.Links.Key is null ? settings.Links with { Key = LinkKey.Open(settings.Data) } : settings.Links)
            .AddTokens(settings.Tokens)
            .AddSingleton(settings.AccessLog)
            .AddSingleton(settings.Rollups)
            .AddSingleton<ICatalogs>(stores.Catalogs)
            .AddSingleton<ICatalogShelf>(stores.Catalogs)
            .AddSingleton<ICatalogHistory>(stores.Catalogs)
            .AddSingleton(stores.Control)
            .AddSingleton(stores.Catalogs)
            .AddHostedService<ControlWatch>()
            .AddSingleton(stores.Sealer)
            .AddSingleton(stores.Audit)
            .AddSingleton<IErasureLedger>(stores.Erasures)
            .AddSingleton<ISubjectPins>(stores.Pins)
            .AddSingleton<ISubjectMemory>(stores.Profiles)
            .AddErasure(isAlone: true)
            .AddHostedService<SealingService>()
            .AddHostedService<ExpiryService>()
            .AddSingleton(settings)
            .AddHostedService<RetentionService>()
            .AddHostedService<DiskMetrics>()
            .AddSingleton(stores)
            .AddSingleton<IReadiness, ServerReadiness>()
            .AddSingleton(services => ActivatorUtilities.CreateInstance<FailureWatch>(services, stores.Failed()))
            .AddHostedService(services => services.GetRequiredService<FailureWatch>());
        return builder.Build().UseGateway();
    }

    /// <summary>Where a started application really listens: HTTP first, then gRPC.</summary>
    public static (Uri Http, Uri Grpc) Addresses(WebApplication app) => Listeners.Of(app);
}
