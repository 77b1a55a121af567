using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Personalization.Channels;
using Personalization.Channels.Outlets;
using Personalization.Channels.RabbitMq;
using Personalization.Channels.Settings;
using Personalization.Projections;

namespace Personalization.Gateway.Queues;

/// <summary>Puts the ways to and from a broker into a container, beside the gateway.</summary>
public static class QueueServices
{
    /// <summary>Adds what reads the queues of the settings, and their outlets as consumers of the feed, which whoever drives the feed runs; nothing where there are none.</summary>
    public static IServiceCollection AddQueues(this IServiceCollection services, ChannelSettings? settings)
    {
        if (settings is null)
        {
            return services;
        }

        foreach (var outlet in settings.Outlets)
        {
            services.AddSingleton<IFeedConsumer>(all => Outlet(all, settings.Broker, outlet));
        }

        return services.AddSingleton(settings).AddSingleton<ChannelMetrics>().AddHostedService<QueueService>();
    }

    private static MessageOutlet Outlet(IServiceProvider all, Uri broker, OutletSettings outlet)
    {
        var order = new SinkOrder
        {
            Broker = broker, Name = outlet.Name, Exchange = outlet.Exchange, RoutingKey = outlet.RoutingKey, Creation = outlet.Creation,
        };
        var metrics = all.GetRequiredService<ChannelMetrics>();
        var watch = new QueueWatch(outlet.Name, metrics, all.GetRequiredService<ILogger<MessageOutlet>>());
        return new MessageOutlet(outlet, new RabbitSink(order, watch, metrics, all.GetRequiredService<TimeProvider>()));
    }
}
