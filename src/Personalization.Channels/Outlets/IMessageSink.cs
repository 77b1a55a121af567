namespace Personalization.Channels.Outlets;

/// <summary>The port to a place of a broker that messages are written to: RabbitMQ has one class behind it, and Kafka or NATS would have one. Any number of callers at a time.</summary>
public interface IMessageSink : IAsyncDisposable
{
    /// <summary>Hands messages to the broker in their order, and completes when it has confirmed that it keeps every one of them.</summary>
    /// <exception cref="SinkException">It is away, or does not keep one of them: some of them may be there, and all have to be handed out again.</exception>
    ValueTask Publish(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation);
}
