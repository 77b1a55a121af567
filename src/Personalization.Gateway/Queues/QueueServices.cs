using Microsoft.Extensions.DependencyInjection;
using Personalization.Channels;
using Personalization.Channels.Settings;

namespace Personalization.Gateway.Queues;

/// <summary>Puts the ways to and from a broker into a container, beside the gateway.</summary>
public static class QueueServices
{
    /// <summary>Adds what reads the queues of the settings; nothing where there are none.</summary>
    public static IServiceCollection AddQueues(this IServiceCollection services, ChannelSettings? settings) => settings is null
        ? services
        : services.AddSingleton(settings).AddSingleton<ChannelMetrics>().AddHostedService<QueueService>();
}
