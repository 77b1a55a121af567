namespace Personalization.Channels.RabbitMq;

/// <summary>Where to write messages.</summary>
public sealed record SinkOrder
{
    /// <summary>The broker. Holds a password: never shown.</summary>
    public required Uri Broker { get; init; }

    /// <summary>The exchange; empty for the default one, which hands a message to the queue that is called like its routing key.</summary>
    public required string Exchange { get; init; }

    /// <summary>The routing key.</summary>
    public required string RoutingKey { get; init; }

    /// <summary>What the broker's own lists call the connection, and metrics the channel.</summary>
    public required string Name { get; init; }

    /// <summary>What to make of a queue that is not there, where the exchange is the default one.</summary>
    public QueueCreation Creation { get; init; }

    /// <summary>What it is, for messages to people: <c>queue 'decisions'</c>.</summary>
    public string Target => Exchange.Length == 0 ? $"queue '{RoutingKey}'" : $"exchange '{Exchange}'";

    /// <summary>Where it writes, and none of the secrets that a record would print.</summary>
    public override string ToString() => $"{Target} at {Amqp.Where(Broker)}";
}
