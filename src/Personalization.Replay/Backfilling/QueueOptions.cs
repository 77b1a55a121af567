namespace Personalization.Replay.Backfilling;

/// <summary>Which queue to load events from.</summary>
/// <param name="Broker">Its address: <c>amqp://user:password@host:port/vhost</c>, or <c>amqps://</c> for TLS.</param>
/// <param name="Queue">The queue's name; it has to exist.</param>
/// <param name="EndsWhenEmpty">Whether an empty queue is the end; else its messages are waited for.</param>
public sealed record QueueOptions(Uri Broker, string Queue, bool EndsWhenEmpty);
