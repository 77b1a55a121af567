using Personalization.Channels.Inlets;

namespace Personalization.Channels.RabbitMq;

/// <summary>A RabbitMQ queue, classic or quorum, read for as long as it takes: a lost connection, channel or consumer is made anew.</summary>
/// <param name="order">Which.</param>
/// <param name="watch">Is told how the connection is doing.</param>
/// <param name="clock">Paces the tries to connect.</param>
public sealed class RabbitQueue(QueueOrder order, IConnectionWatch watch, TimeProvider clock) : IQueueSource
{
    private readonly Pause pause = new(clock);
    private QueueConnection? connection;
    private long last;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<QueueMessage>> Receive(int messagesMax, int bytesMax, CancellationToken cancellation)
    {
        while (true)
        {
            // Whatever has arrived could be read without waiting, for ever.
            cancellation.ThrowIfCancellationRequested();
            try
            {
                connection ??= await Open(cancellation);
                // Never null: this queue does not end.
                var first = (await connection.Next(endsWhenEmpty: false, cancellation))!.Value;
                pause.Reset();
                return Gather(connection, first, messagesMax, bytesMax);
            }
            catch (Exception lost) when (BrokerRefusal.IsOfBroker(lost))
            {
                await Close();
                watch.Lost($"The queue {order} cannot be read: {BrokerRefusal.Reason(lost, order.Broker, $"queue '{order.Queue}'")}");
                await pause.Wait(cancellation);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask Acknowledge(long number, CancellationToken cancellation)
    {
        try
        {
            if (connection is not null)
            {
                await connection.Settle(number, cancellation);
            }
        }
        catch (Exception lost) when (BrokerRefusal.IsOfBroker(lost))
        {
            // The next receive finds out and connects again; the broker then gives the messages again.
        }
    }

    /// <summary>Stops taking messages; those that are not acknowledged are the broker's again.</summary>
    public ValueTask DisposeAsync() => Close();

    private static List<QueueMessage> Gather(QueueConnection from, QueueMessage first, int messagesMax, int bytesMax)
    {
        var batch = new List<QueueMessage> { first };
        var bytes = first.Body.Length;
        while (batch.Count < messagesMax && from.TryNext(bytesMax - bytes, out var next))
        {
            batch.Add(next);
            bytes += next.Body.Length;
        }

        return batch;
    }

    private async Task<QueueConnection> Open(CancellationToken cancellation)
    {
        var opened = await QueueConnection.Open(order, last, cancellation);
        watch.Opened();
        return opened;
    }

    private async ValueTask Close()
    {
        if (connection is not { } closing)
        {
            return;
        }

        (connection, last) = (null, closing.Last);
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
