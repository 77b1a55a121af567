namespace Personalization.Gateway.Replays;

/// <summary>The RabbitMQ that backfills may read. The executable says so. No record: its text would show the password.</summary>
/// <param name="address">Its address, <c>amqp://user:password@host:5672/vhost</c> or <c>amqps://</c>; null for none.</param>
public sealed class ImportBroker(Uri? address)
{
    /// <summary>Its address, or null. Holds a password: never shown.</summary>
    public Uri? Address { get; } = address;
}
