namespace Personalization.Channels.Inlets;

/// <summary>
/// The port to a queue of a broker: RabbitMQ has one class behind it, and Kafka or NATS would have one. The broker keeps every message until it is
/// acknowledged and gives it again after a lost connection or a crash: at least once. For one reader at a time.
/// </summary>
/// <remarks>
/// There is no way to hand a message back. One that is wrong for good is acknowledged once it is kept elsewhere; one that cannot be taken now
/// is tried again by its reader: brokers count what is handed back, and in the end drop it.
/// </remarks>
public interface IQueueSource : IAsyncDisposable
{
    /// <summary>
    /// Waits for a message and takes it with those that have arrived behind it, without waiting for more. A connection that is lost or
    /// not there yet is made again, however long it takes; its watch is told.
    /// </summary>
    /// <param name="messagesMax">How many messages at most.</param>
    /// <param name="bytesMax">How many bytes they may have together; one that is longer by itself comes alone.</param>
    /// <param name="cancellation">Stops waiting; nothing that arrived is lost.</param>
    /// <returns>At least one message, in the queue's order.</returns>
    ValueTask<IReadOnlyList<QueueMessage>> Receive(int messagesMax, int bytesMax, CancellationToken cancellation);

    /// <summary>
    /// Says that every message up to a number is done with. Where the connection on which it came is lost, the broker gives it again.
    /// </summary>
    ValueTask Acknowledge(long number, CancellationToken cancellation);
}
