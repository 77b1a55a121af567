using System.Diagnostics;
using Personalization.Channels.Outlets;
using RabbitMQ.Client.Exceptions;

namespace Personalization.Channels.RabbitMq;

/// <summary>Writes to a RabbitMQ with publisher confirms: a batch is done when the broker has confirmed every message of it. What no queue takes comes back, and the batch with it.</summary>
/// <param name="order">Where to.</param>
/// <param name="watch">Is told how the connection is doing.</param>
/// <param name="metrics">Counts and measures.</param>
/// <param name="clock">Paces the tries to connect.</param>
public sealed class RabbitSink(SinkOrder order, IConnectionWatch watch, ChannelMetrics metrics, TimeProvider clock) : IMessageSink
{
    // A channel is for one writer at a time.
    private readonly SemaphoreSlim turn = new(1);
    private readonly Pause pause = new(clock);
    private PublishingChannel? channel;
    private SinkException? refusal;
    private long closedUntil;

    /// <inheritdoc/>
    public async ValueTask Publish(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(messages);
        await turn.WaitAsync(cancellation);
        try
        {
            // Many shards of the feed come at once: a broker that is away is asked by one of them, and now and then.
            if (refusal is not null && clock.GetTimestamp() < closedUntil)
            {
                throw refusal;
            }

            metrics.Begun(order.Name, messages.Count);
            try
            {
                await Send(messages, cancellation);
            }
            finally
            {
                metrics.Ended(order.Name, messages.Count);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Close();
        turn.Dispose();
    }

    private async ValueTask Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var confirmed = 0;
        try
        {
            channel ??= await Open(cancellation);
            foreach (var window in messages.Chunk(Limits.UnconfirmedMax))
            {
                await channel.Publish(window, cancellation);
                confirmed += window.Length;
            }

            (refusal, closedUntil) = (null, 0);
            pause.Reset();
            metrics.Sent(order.Name, startedAt, confirmed, 0, 0);
        }
        catch (PublishException returned) when (returned.IsReturn)
        {
            metrics.Sent(order.Name, startedAt, confirmed, messages.Count - confirmed, 0);
            await Close();
            throw Refuse($"No queue takes what is written to the {order} with the routing key '{order.RoutingKey}': declare the queue and bind it.", returned);
        }
        catch (Exception lost) when (BrokerRefusal.IsOfBroker(lost))
        {
            metrics.Sent(order.Name, startedAt, confirmed, 0, messages.Count - confirmed);
            // Above all after a confirmation that did not come: it may come yet, for messages that are then written again.
            await Close();
            throw Refuse($"Nothing can be written to the {order}: {BrokerRefusal.Reason(lost, order.Broker, order.Target)}", lost);
        }
    }

    private async Task<PublishingChannel> Open(CancellationToken cancellation)
    {
        var opened = await PublishingChannel.Open(order, cancellation);
        watch.Opened();
        return opened;
    }

    private SinkException Refuse(string reason, Exception cause)
    {
        watch.Lost(reason);
        closedUntil = clock.GetTimestamp() + (long)(pause.Take().TotalSeconds * clock.TimestampFrequency);
        return refusal = new SinkException(reason, cause);
    }

    private async ValueTask Close()
    {
        if (channel is not { } closing)
        {
            return;
        }

        channel = null;
        try
        {
            await closing.DisposeAsync().AsTask().WaitAsync(Limits.CloseWait, clock);
        }
        catch (Exception gone) when (BrokerRefusal.IsOfBroker(gone))
        {
            // There is nobody to say goodbye to, or they do not answer.
        }
    }
}
