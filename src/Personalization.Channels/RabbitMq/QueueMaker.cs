using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Personalization.Channels.RabbitMq;

/// <summary>Finds queues, and makes them where settings ask for it.</summary>
internal static class QueueMaker
{
    /// <summary>Makes a durable queue where there is none; one that is there stays as it is, of whatever type.</summary>
    public static async Task Ensure(IConnection link, string queue, QueueCreation creation, CancellationToken cancellation)
    {
        if (!await IsMissing(link, queue, cancellation))
        {
            return;
        }

        await using var channel = await link.CreateChannelAsync(cancellationToken: cancellation);
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = creation == QueueCreation.Quorum ? "quorum" : "classic" };
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellation);
    }

    /// <summary>Whether there is no such queue. On a channel of its own: asking for a queue that is not there closes it.</summary>
    public static async Task<bool> IsMissing(IConnection link, string queue, CancellationToken cancellation)
    {
        await using var looking = await link.CreateChannelAsync(cancellationToken: cancellation);
        try
        {
            await looking.QueueDeclarePassiveAsync(queue, cancellation);
            return false;
        }
        catch (OperationInterruptedException refused) when (BrokerRefusal.IsNotFound(refused))
        {
            return true;
        }
    }
}
