using Personalization.Channels;
using Personalization.Channels.RabbitMq;
using Personalization.Core;

namespace Personalization.Replay.Backfilling;

/// <summary>
/// A RabbitMQ queue: one message is one event. The broker keeps every message until it is settled, so that one that is not durable yet
/// comes again after a crash or a lost connection; what came twice is a duplicate for the server.
/// </summary>
public sealed class QueueSource : IEventSource
{
    private static readonly Problem TooLong = new("too_large", "", $"The message is longer than {Limits.LineBytesMax / 1024} KiB.");

    private readonly QueueOptions options;
    private readonly TimeProvider clock;
    private QueueConnection connection;

    private QueueSource(QueueOptions options, TimeProvider clock, QueueConnection connection)
    {
        this.options = options;
        this.clock = clock;
        this.connection = connection;
    }

    /// <inheritdoc/>
    public double? Share => null;

    /// <summary>Connects to the broker. Where it was read before, a broker that is away is waited for, as when it is lost.</summary>
    /// <param name="options">Where.</param>
    /// <param name="clock">Paces attempts to connect again.</param>
    /// <param name="after">The number behind which to count on; 0 to count from 1.</param>
    /// <param name="cancellation">Stops connecting.</param>
    /// <exception cref="SourceException">It cannot be reached, refuses the credentials, or has no such queue.</exception>
    public static async Task<QueueSource> Open(QueueOptions options, TimeProvider clock, long after, CancellationToken cancellation)
    {
        try
        {
            return new QueueSource(options, clock, await QueueConnection.Open(OrderOf(options), after, cancellation));
        }
        catch (Exception away) when (BrokerRefusal.IsOfBroker(away) && after > 0)
        {
            return new QueueSource(options, clock, await ConnectAgain(options, clock, after, away, cancellation));
        }
        catch (Exception refused) when (BrokerRefusal.IsOfBroker(refused))
        {
            throw new SourceException($"The queue {options.Queue} at {Amqp.Where(options.Broker)} cannot be read: {Reason(refused, options)}", refused) { IsOutOfReach = BrokerRefusal.IsAway(refused) };
        }
    }

    /// <summary>Whether the broker says that it has no such queue. A broker that does not answer, or not in time, says nothing of the kind.</summary>
    public static async Task<bool> IsMissing(QueueOptions options, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Limits.QueueLookWait);
        try
        {
            return await QueueConnection.IsMissing(OrderOf(options), patience.Token);
        }
        catch (Exception away) when (BrokerRefusal.IsOfBroker(away) || (away is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<RawEvent?> Read(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                if (await connection.Next(options.EndsWhenEmpty, cancellation) is not { } message)
                {
                    return null;
                }

                return message.Body.Length > Limits.LineBytesMax ? new RawEvent(message.Number, message.Body[..Limits.LineBytesMax], TooLong) : new RawEvent(message.Number, message.Body);
            }
            catch (Exception lost) when (BrokerRefusal.IsOfBroker(lost))
            {
                var last = connection.Last;
                await Close(connection);
                connection = await ConnectAgain(options, clock, last, lost, cancellation);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> Comes(TimeSpan within, CancellationToken cancellation)
    {
        try
        {
            return await connection.Comes(within, cancellation);
        }
        catch (Exception lost) when (BrokerRefusal.IsOfBroker(lost))
        {
            // The next read connects again, and that takes a while.
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask Settle(long number, CancellationToken cancellation)
    {
        try
        {
            await connection.Settle(number, cancellation);
        }
        catch (Exception lost) when (BrokerRefusal.IsOfBroker(lost))
        {
            // The next read finds out and connects again; the broker then gives the message again.
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static async ValueTask Close(QueueConnection lost)
    {
        try
        {
            await lost.DisposeAsync();
        }
        catch (Exception gone) when (BrokerRefusal.IsOfBroker(gone))
        {
            // There is nobody to say goodbye to.
        }
    }

    private static QueueOrder OrderOf(QueueOptions options) =>
        new() { Broker = options.Broker, Queue = options.Queue, ClientName = "personalize backfill", BodyBytesMax = Limits.LineBytesMax };

    private static string Reason(Exception error, QueueOptions options) => BrokerRefusal.Reason(error, options.Broker, $"queue '{options.Queue}'");

    private static async Task<QueueConnection> ConnectAgain(QueueOptions options, TimeProvider clock, long last, Exception lost, CancellationToken cancellation)
    {
        var pause = new Pause(clock);
        for (var attempt = 1; attempt <= Limits.ReconnectsMax; attempt++)
        {
            await pause.Wait(cancellation);
            try
            {
                return await QueueConnection.Open(OrderOf(options), last, cancellation);
            }
            catch (Exception again) when (BrokerRefusal.IsOfBroker(again))
            {
                lost = again;
            }
        }

        throw new SourceException($"The broker at {Amqp.Where(options.Broker)} was lost and did not come back within {Limits.ReconnectsMax} attempts: {Reason(lost, options)}", lost) { IsOutOfReach = true };
    }
}
