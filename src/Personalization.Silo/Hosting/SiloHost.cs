using Personalization.Gateway;
using Personalization.Gateway.Authentication.Tokens;
using Personalization.Gateway.Catalogs;
using Personalization.Gateway.Feeds;
using Personalization.Gateway.Health;
using Personalization.Gateway.Queues;
using Personalization.Gateway.Replays;
using Personalization.Gateway.SubjectRequests;
using Personalization.Grains;
using Personalization.Grains.Nodes;
using Personalization.Hosting;
using Personalization.Hosting.Audit;
using Personalization.Hosting.Expiry;
using Personalization.Journal;
using Personalization.Journal.Control;
using Personalization.Projections.Stores;
using Personalization.Replay.History;
using Personalization.Replay.Jobs;
using Personalization.Silo.Settings;

namespace Personalization.Silo.Hosting;

/// <summary>Puts the web application together.</summary>
internal static class SiloHost
{
    /// <summary>Builds the application; it neither joins nor listens yet.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, SiloSettings settings, SiloStores stores)
    {
        var replays = new ReplayStorage(settings.Data);
        var place = ReplayPlace.Open(replays.Jobs);
        builder.WebHost.ConfigureKestrel(kestrel => KestrelSetup.Configure(kestrel, settings.Listeners));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Drain);
        builder.Services
            .AddGateway()
            // As instances: the container disposes what it makes, and these are closed in an order of their own.
            .AddSingleton<IJournal>(stores.Journal)
            .AddSingleton<ISnapshots>(stores.Snapshots)
            .AddSingleton<IProjectionStore>(stores.Projections)
            .AddSingleton<ICatalogs>(stores.Catalogs)
            .AddSingleton<ICatalogShelf>(stores.Catalogs)
            .AddSingleton<ICatalogHistory>(stores.Catalogs)
            .AddSingleton<IControlStore>(stores.Control)
            .AddSingleton(stores.Catalogs)
            .AddSingleton(stores)
            .AddSingleton(replays)
            .AddSingleton(_ => place)
            .AddSingleton(new ImportBroker(settings.Broker))
            .AddSingleton(settings.Regions)
            .AddSingleton(settings.Links)
            .AddTokens(settings.Tokens)
            .AddSingleton(settings.AccessLog)
            .AddSingleton(settings.Rollups)
            .AddQueues(settings.Queues)
            .AddSingleton<IReadiness, SiloReadiness>()
            .AddSingleton(DrainOf(settings))
            .AddHostedService<ControlWatch>()
            .AddSingleton(stores.Sealer)
            .AddSingleton(stores.Audit)
            .AddSingleton(stores.Ledger.Erasures)
            .AddSingleton(stores.Ledger.Pins)
            .AddHostedService<PinWatch>()
            .AddHostedService<SealingService>()
            .AddHostedService<ExpiryService>()
            .AddSingleton(services => ActivatorUtilities.CreateInstance<FailureWatch>(services, Failed(services, stores)))
            .AddHostedService(services => services.GetRequiredService<FailureWatch>());
        ClusterSetup.Add(builder, settings, stores.Members);
        if (!settings.IsGatewayOnly)
        {
            builder.Services.AddSingleton<IFatalErrorHandler, FatalError>().AddHostedService<MembershipLog>();
        }

        builder.Services.AddFeed(isAlone: false);

        // Behind what joins the cluster: those who were erased have to be forgotten by all of it.
        builder.Services.AddErasure(isAlone: false);

        // The last that starts and the first that stops: calls come when the silo has joined, and have ended when it leaves.
        builder.Services.AddHostedService<DrainService>();
        return builder.Build().UseGateway();
    }

    /// <summary>Calls get half of what is left after the pause; the other half is for subjects that are given up and for leaving.</summary>
    private static DrainPause DrainOf(SiloSettings settings) => new(settings.DrainPause, (settings.Drain - settings.DrainPause) / 2);

    private static async Task<Exception> Failed(IServiceProvider services, SiloStores stores)
    {
        var profiles = services.GetRequiredService<NodeProfiles>().Failed;
        await Task.WhenAny(stores.Journal.Failed, profiles);
        return stores.Journal.Failed.IsCompletedSuccessfully ? await stores.Journal.Failed : await profiles;
    }
}
