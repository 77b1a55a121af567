using Personalization.Channels.Outlets;
using RabbitMQ.Client;

namespace Personalization.Channels.RabbitMq;

/// <summary>A connection with a channel on which the broker confirms what it keeps.</summary>
internal sealed class PublishingChannel : IAsyncDisposable
{
    // How many are on their way, the caller bounds: the client's own limiter makes waits where nothing is wrong.
    private static readonly CreateChannelOptions Confirming = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    private readonly SinkOrder order;
    private readonly IConnection connection;
    private readonly IChannel channel;

    private PublishingChannel(SinkOrder order, IConnection connection, IChannel channel) => (this.order, this.connection, this.channel) = (order, connection, channel);

    /// <summary>Connects, and makes the queue where that is asked for.</summary>
    public static async Task<PublishingChannel> Open(SinkOrder order, CancellationToken cancellation)
    {
        var link = await Amqp.Connect(order.Broker, "personalization " + order.Name, cancellation);
        try
        {
            if (order.Creation != QueueCreation.None)
            {
                await QueueMaker.Ensure(link, order.RoutingKey, order.Creation, cancellation);
            }

            return new PublishingChannel(order, link, await link.CreateChannelAsync(Confirming, cancellation));
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes messages in their order and completes when all are confirmed.</summary>
    /// <exception cref="RabbitMQ.Client.Exceptions.PublishException">The broker does not keep one of them, or no queue takes it.</exception>
    /// <exception cref="TimeoutException">The broker did not confirm them in time: it may be short of memory or disk.</exception>
    public async Task Publish(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Limits.ConfirmWait);
        try
        {
            await Task.WhenAll(messages.Select(message => channel.BasicPublishAsync(
                order.Exchange, order.RoutingKey, mandatory: true, PropertiesOf(message), message.Body, patience.Token).AsTask()));
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The broker did not confirm within {Limits.ConfirmWait.TotalSeconds} s; it may be short of memory or disk.", late);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static BasicProperties PropertiesOf(in OutgoingMessage message) =>
        new() { Persistent = true, ContentType = CloudEventWriter.ContentType, MessageId = message.Id, Type = message.Type, AppId = "personalization" };
}
