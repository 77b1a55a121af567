using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Channels;
using Personalization.Channels.RabbitMq;
using Personalization.Channels.Settings;
using Personalization.Gateway.Ingestion;

namespace Personalization.Gateway.Queues;

/// <summary>Reads the queues of the settings while the server runs. A broker or a queue that is not there yet is waited for.</summary>
internal sealed class QueueService(ChannelSettings settings, Intake intake, ChannelMetrics metrics, TimeProvider clock, ILogger<QueueIngest> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Task[] all = [.. settings.Inlets.Select(inlet => Run(inlet, together.Token))];
        if (all.Length > 0)
        {
            // None ends by itself: one that does is a bug, which must not stay unseen until the others end.
            await Task.WhenAny(all);
            await together.CancelAsync();
        }

        await Task.WhenAll(all);
    }

    private async Task Run(InletSettings inlet, CancellationToken stop)
    {
        var order = new QueueOrder
        {
            Broker = settings.Broker,
            Queue = inlet.Queue,
            ClientName = $"personalization {inlet.Tenant}",
            BodyBytesMax = Limits.BatchBytes,
            Prefetch = inlet.Prefetch,
            Creation = inlet.Creation,
        };
        await using var source = new RabbitQueue(order, new QueueWatch(inlet.Queue, metrics, logger), clock);
        await new QueueIngest(source, inlet, intake, metrics, clock, logger).Run(stop);
    }
}
