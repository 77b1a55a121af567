using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Streams;
using Personalization.Cluster.Memory;
using Personalization.Cluster.Notices;
using Personalization.Cluster.Placement;
using Personalization.Cluster.Subjects;
using Personalization.Cluster.Wire;
using Personalization.Grains;
using Personalization.Grains.Embedded;
using Personalization.Grains.Nodes;
using Personalization.Journal;
using Personalization.Journal.Audit.Sealing;
using Personalization.Projections.Notices;

namespace Personalization.Cluster.Hosting;

/// <summary>Makes a silo, or a client of silos, answer the calls of <see cref="IProfiles"/>.</summary>
public static class NodeHosting
{
    /// <summary>
    /// Lets subjects live on the silo. The services must have an <see cref="IJournal"/>, <see cref="ISnapshots"/> and <see cref="ICatalogs"/>, which outlive the silo.
    /// Any call may be made on any silo.
    /// </summary>
    /// <param name="silo">The silo; how it finds others is up to the caller.</param>
    /// <param name="options">Limits of memory.</param>
    /// <param name="clock">Tells turns the time. Everything else goes by the clock of the system.</param>
    public static ISiloBuilder AddSubjects(this ISiloBuilder silo, EmbeddedHostOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.AddPlacementDirector<SubjectPlacement, SubjectPlacementDirector>();
        silo.AddActivityPropagation();
        silo.AddGrainService<ForgettingService>();
        silo.AddGrainService<ParcelService>();
        silo.Services.AddSingleton<ParcelPost>().AddSingleton<ForgettingPost>();
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = Limits.ReplyPatience);
        AddNode(silo.Services, options, clock);
        silo.Services.TryAddSingleton(new DatabasePulse(TimeProvider.System, Limits.PulsePatience));
        silo.Services.AddSingleton<ISealerElection, SealerElection>();
        silo.Services.AddHostedService<PulseService>().AddHostedService<IdleSubjects>().AddHostedService<Moves>();
        return silo;
    }

    /// <summary>Brings calls to the silos where subjects live; none lives here. Needs the same services, for what is read from the journal.</summary>
    /// <param name="client">The client; how it finds silos is up to the caller.</param>
    /// <param name="options">Only <see cref="EmbeddedHostOptions.Retention"/> matters here.</param>
    /// <param name="clock">Tells turns the time.</param>
    public static IClientBuilder AddSubjects(this IClientBuilder client, EmbeddedHostOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(client);
        client.AddActivityPropagation();
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = Limits.ReplyPatience);
        AddNode(client.Services, options, clock);
        client.Services.TryAddSingleton(DatabasePulse.Steady);
        client.Services.AddSingleton<ISealerElection, NoSealer>();
        return client;
    }

    /// <summary>
    /// Shares the consumers of the feed out among the silos, and brings notices of changes to whoever watches on any of them. Before the gateway's own feed services, which keep
    /// what is there.
    /// </summary>
    /// <param name="silo">The silo.</param>
    public static ISiloBuilder AddChangeNotices(this ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.AddMemoryStreams(NoticeStream.Provider, streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigurePullingAgent(agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = Limits.NoticesPeriod));
        });
        silo.Services.AddSingleton<IChangeNotices, NoticeStream>().AddHostedService<ShardOwner>();
        AddWatch(silo.Services);
        return silo;
    }

    /// <summary>Brings notices of changes to whoever watches on a client of silos, and those that it has itself to the silos.</summary>
    /// <param name="client">The client.</param>
    public static IClientBuilder AddChangeNotices(this IClientBuilder client)
    {
        ArgumentNullException.ThrowIfNull(client);
        client.Services.AddSingleton<IChangeNotices, RelayedNotices>();
        AddWatch(client.Services);
        return client;
    }

    private static void AddWatch(IServiceCollection services) => services
        .AddSingleton<RemoteWatch>()
        .AddSingleton<IChangeWatch>(all => all.GetRequiredService<RemoteWatch>())
        .AddHostedService(all => all.GetRequiredService<RemoteWatch>());

    private static void AddNode(IServiceCollection services, EmbeddedHostOptions options, TimeProvider clock)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(new WireVersions(TimeProvider.System));
        services.AddSingleton<GrainOwners>();
        services.AddSingleton<ISubjectPlaces, SubjectPlaces>();
        services.AddSingleton<ISubjectMemory, ClusterMemory>();
        services.AddSingleton(all => new NodeProfiles(
            all.GetRequiredService<IJournal>(),
            all.GetRequiredService<ISnapshots>(),
            all.GetRequiredService<ICatalogs>(),
            all.GetRequiredService<GrainOwners>(),
            clock,
            options,
            all.GetRequiredService<DatabasePulse>()));
        services.AddSingleton<IProfiles>(all => new PatientProfiles(all.GetRequiredService<NodeProfiles>(), Limits.CallPatience, all.GetRequiredService<DatabasePulse>()));
        services.AddSingleton<IIdentities>(all => all.GetRequiredService<NodeProfiles>());
        services.AddSingleton<IHistoryImport>(all => all.GetRequiredService<NodeProfiles>());
        services.AddSingleton<IServedRecords>(all => all.GetRequiredService<NodeProfiles>());
    }
}
