using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Personalization.Projections;
using Personalization.Projections.Feed;
using Personalization.Projections.Notices;
using Personalization.Projections.Rollups;

namespace Personalization.Gateway.Feeds;

/// <summary>Puts the consumers of the feed into a container.</summary>
public static class FeedServices
{
    /// <summary>
    /// Adds the driver with every <see cref="IFeedConsumer"/> of the container, and those that every server has: account rollups and change notices. Needs
    /// <see cref="Journal.IJournal"/> and <see cref="Projections.Stores.IProjectionStore"/>. An <see cref="IChangeNotices"/> and <see cref="IChangeWatch"/> that are there already stay.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="isAlone">Whether this node runs all shards; where not, somebody calls <see cref="FeedDriver.Own(IReadOnlySet{int})"/>.</param>
    public static IServiceCollection AddFeed(this IServiceCollection services, bool isAlone)
    {
        services.TryAddSingleton<ChangeHub>();
        services.TryAddSingleton<IChangeNotices>(all => all.GetRequiredService<ChangeHub>());
        services.TryAddSingleton<IChangeWatch>(all => all.GetRequiredService<ChangeHub>());
        return services
            .AddSingleton<IFeedConsumer, AccountRollups>()
            .AddSingleton<IFeedConsumer, ChangeOutlet>()
            .AddSingleton<IFeedObserver, FeedLog>()
            .AddSingleton<FeedDriver>()
            .AddSingleton<FeedMetrics>()
            .AddHostedService(all => ActivatorUtilities.CreateInstance<FeedService>(all, isAlone));
    }
}
