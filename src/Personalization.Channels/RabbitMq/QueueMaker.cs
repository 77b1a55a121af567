using RabbitMQ.Client;

namespace Personalization.Channels.RabbitMq;

/// <summary>Makes queues where settings ask for it.</summary>
internal static class QueueMaker
{
    /// <summary>Makes a durable queue, bound to nothing but the default exchange.</summary>
    public static async Task Make(IConnection link, string queue, QueueCreation creation, CancellationToken cancellation)
    {
        await using var channel = await link.CreateChannelAsync(cancellationToken: cancellation);
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = creation == QueueCreation.Quorum ? "quorum" : "classic" };
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellation);
    }
}
