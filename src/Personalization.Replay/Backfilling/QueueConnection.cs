using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Personalization.Replay.Backfilling;

/// <summary>One connection to a broker, from which messages flow until it is lost. Messages are numbered on over connections.</summary>
internal sealed class QueueConnection : IAsyncDisposable
{
    private readonly QueueOptions options;
    private readonly IConnection connection;
    private readonly IChannel channel;
    private readonly Channel<QueueMessage> messages = Channel.CreateBounded<QueueMessage>(Limits.QueuePrefetch);
    private readonly long before;

    private QueueConnection(QueueOptions options, IConnection connection, IChannel channel, long before)
    {
        this.options = options;
        this.connection = connection;
        this.channel = channel;
        this.before = before;
        Last = before;
    }

    /// <summary>The number of the last message that was read.</summary>
    public long Last { get; private set; }

    /// <summary>Connects and begins to take messages.</summary>
    /// <param name="options">Where.</param>
    /// <param name="after">The last number that earlier connections gave.</param>
    /// <param name="cancellation">Stops connecting.</param>
    public static async Task<QueueConnection> Open(QueueOptions options, long after, CancellationToken cancellation)
    {
        var link = await Connect(options, cancellation);
        try
        {
            var opened = new QueueConnection(options, link, await link.CreateChannelAsync(cancellationToken: cancellation), after);
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
    public static async Task<bool> IsMissing(QueueOptions options, CancellationToken cancellation)
    {
        await using var link = await Connect(options, cancellation);
        await using var looking = await link.CreateChannelAsync(cancellationToken: cancellation);
        try
        {
            await looking.QueueDeclarePassiveAsync(options.Queue, cancellation);
            return false;
        }
        catch (OperationInterruptedException refused) when (QueueRefusal.IsNotFound(refused))
        {
            return true;
        }
    }

    /// <summary>The next message; null where the queue is empty and that is the end.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    public async ValueTask<QueueMessage?> Next(bool endsWhenEmpty, CancellationToken cancellation)
    {
        while (true)
        {
            if (messages.Reader.TryRead(out var message))
            {
                Last = message.Number;
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

    /// <summary>Whether a message is there within a time.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
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

    // Recovery is the source's: the client's own would go on with tags of a connection that is gone.
    private static Task<IConnection> Connect(QueueOptions options, CancellationToken cancellation) =>
        new ConnectionFactory { Uri = options.Broker, AutomaticRecoveryEnabled = false, ClientProvidedName = "personalize backfill" }.CreateConnectionAsync(cancellation);

    /// <summary>Whether the broker has no message for us: none is ready, and none that it has handed out is still on its way.</summary>
    private async ValueTask<bool> IsEmpty(CancellationToken cancellation) =>
        !await Comes(Limits.EmptyWait, cancellation) && await channel.MessageCountAsync(options.Queue, cancellation) == 0 && messages.Reader.Count == 0;

    private async Task Consume(CancellationToken cancellation)
    {
        await channel.BasicQosAsync(prefetchSize: 0, Limits.QueuePrefetch, global: false, cancellation);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            // The client takes the body back after this; and the broker hands out no more than there is room for. Of what is too long, enough is kept to tell.
            var body = delivery.Body[..Math.Min(delivery.Body.Length, Limits.LineBytesMax + 1)].ToArray();
            messages.Writer.TryWrite(new QueueMessage(before + (long)delivery.DeliveryTag, body));
            return Task.CompletedTask;
        };
        channel.ChannelShutdownAsync += (_, reason) =>
        {
            messages.Writer.TryComplete(new IOException(reason.ReplyText));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(options.Queue, autoAck: false, consumer, cancellation);
    }
}
