using System.Threading.Channels;
using Personalization.Channels.Inlets;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Personalization.Channels.RabbitMq;

/// <summary>
/// One connection to a broker, from which messages flow until it, its channel or its consumer is lost; what follows is a new one's. Messages are
/// numbered on over connections.
/// </summary>
public sealed class QueueConnection : IAsyncDisposable
{
    private readonly QueueOrder order;
    private readonly IConnection connection;
    private readonly IChannel channel;
    private readonly Channel<QueueMessage> messages;
    private readonly long before;

    private QueueConnection(QueueOrder order, IConnection connection, IChannel channel, long before)
    {
        this.order = order;
        this.connection = connection;
        this.channel = channel;
        this.before = before;
        messages = Channel.CreateBounded<QueueMessage>(order.Prefetch);
        Last = before;
    }

    /// <summary>The number of the last message that was read.</summary>
    public long Last { get; private set; }

    /// <summary>Connects and begins to take messages.</summary>
    /// <param name="order">Which.</param>
    /// <param name="after">The last number that earlier connections gave.</param>
    /// <param name="cancellation">Stops connecting.</param>
    /// <exception cref="Exception">One of which <see cref="BrokerRefusal.IsOfBroker"/> is true, as from every member here: it cannot be reached, or refuses.</exception>
    public static async Task<QueueConnection> Open(QueueOrder order, long after, CancellationToken cancellation)
    {
        var link = await Amqp.Connect(order.Broker, order.ClientName, cancellation);
        try
        {
            if (order.Creation != QueueCreation.None)
            {
                await QueueMaker.Ensure(link, order.Queue, order.Creation, cancellation);
            }

            var opened = new QueueConnection(order, link, await link.CreateChannelAsync(cancellationToken: cancellation), after);
            await opened.Consume(cancellation);
            return opened;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the broker has no such queue. Takes no message.</summary>
    public static async Task<bool> IsMissing(QueueOrder order, CancellationToken cancellation)
    {
        await using var link = await Amqp.Connect(order.Broker, order.ClientName, cancellation);
        return await QueueMaker.IsMissing(link, order.Queue, cancellation);
    }

    /// <summary>The next message; null where the queue is empty and that is the end.</summary>
    public async ValueTask<QueueMessage?> Next(bool endsWhenEmpty, CancellationToken cancellation)
    {
        while (true)
        {
            if (TryNext(int.MaxValue, out var message))
            {
                return message;
            }

            if (!endsWhenEmpty)
            {
                await messages.Reader.WaitToReadAsync(cancellation);
            }
            else if (await IsEmpty(cancellation))
            {
                return null;
            }
        }
    }

    /// <summary>The next message where one has arrived that is no longer than this.</summary>
    public bool TryNext(int bytesMax, out QueueMessage message)
    {
        if (!messages.Reader.TryPeek(out message) || message.Body.Length > bytesMax || !messages.Reader.TryRead(out message))
        {
            return false;
        }

        Last = message.Number;
        return true;
    }

    /// <summary>Whether a message is there within a time.</summary>
    public async ValueTask<bool> Comes(TimeSpan within, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(within);
        try
        {
            return await messages.Reader.WaitToReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Acknowledges every message up to a number; those of earlier connections are the broker's again and come anew.</summary>
    public async ValueTask Settle(long number, CancellationToken cancellation)
    {
        if (number > before)
        {
            await channel.BasicAckAsync((ulong)(number - before), multiple: true, cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    /// <summary>Whether the broker has no message for us: none is ready, and none that it has handed out is still on its way.</summary>
    private async ValueTask<bool> IsEmpty(CancellationToken cancellation) =>
        !await Comes(Limits.EmptyWait, cancellation) && await channel.MessageCountAsync(order.Queue, cancellation) == 0 && messages.Reader.Count == 0;

    private async Task Consume(CancellationToken cancellation)
    {
        await channel.BasicQosAsync(prefetchSize: 0, order.Prefetch, global: false, cancellation);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            // The client takes the body back after this; and the broker hands out no more than there is room for. Of what is too long, enough is kept to tell.
            var body = delivery.Body[..Math.Min(delivery.Body.Length, order.BodyBytesMax + 1)].ToArray();
            messages.Writer.TryWrite(new QueueMessage(before + (long)delivery.DeliveryTag, body));
            return Task.CompletedTask;
        };
        channel.ChannelShutdownAsync += (_, reason) => End(new OperationInterruptedException(reason));
        // The broker ends a consumer, and nothing else, where its queue is deleted or moves to another node.
        consumer.UnregisteredAsync += (_, _) => End(new IOException($"The broker stopped giving messages of the queue '{order.Queue}': it was deleted, or moves to another node."));
        await channel.BasicConsumeAsync(order.Queue, autoAck: false, consumer, cancellation);
    }

    private Task End(Exception reason)
    {
        messages.Writer.TryComplete(reason);
        return Task.CompletedTask;
    }
}
