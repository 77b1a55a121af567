using Microsoft.Extensions.DependencyInjection;
using Personalization.Replay.Jobs;

namespace Personalization.Cluster.Replays;

/// <summary>Lets every process of a cluster see and steer the replays of all.</summary>
public static class ReplayHosting
{
    /// <summary>Adds the directory to a silo. The services must have <see cref="ReplayJobs"/> and <see cref="ReplayPlace"/>; what is known stays in <see cref="ControlStorage"/>.</summary>
    public static ISiloBuilder AddReplayDirectory(this ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        Add(silo.Services);
        return silo;
    }

    /// <summary>Adds the directory to a client of silos, which has jobs of its own, too.</summary>
    public static IClientBuilder AddReplayDirectory(this IClientBuilder client)
    {
        ArgumentNullException.ThrowIfNull(client);
        Add(client.Services);
        return client;
    }

    private static void Add(IServiceCollection services) => services
        .AddSingleton<LocalReplays>()
        .AddSingleton<ReplayKeeper>()
        .AddSingleton<ReplayAnnouncer>()
        .AddHostedService(all => all.GetRequiredService<ReplayAnnouncer>())
        .AddSingleton<IReplayDirectory, ClusterReplays>();
}
