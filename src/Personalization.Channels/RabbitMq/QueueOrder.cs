namespace Personalization.Channels.RabbitMq;

/// <summary>How to read a queue.</summary>
public sealed record QueueOrder
{
    /// <summary>The broker. Holds a password: never shown.</summary>
    public required Uri Broker { get; init; }

    /// <summary>The queue's name.</summary>
    public required string Queue { get; init; }

    /// <summary>What the broker's own lists call the connection.</summary>
    public required string ClientName { get; init; }

    /// <summary>The longest body that is taken whole, in bytes.</summary>
    public required int BodyBytesMax { get; init; }

    /// <summary>Messages that the broker hands out before they are acknowledged.</summary>
    public ushort Prefetch { get; init; } = Limits.Prefetch;

    /// <summary>What to make of a queue that is not there.</summary>
    public QueueCreation Creation { get; init; }

    /// <summary>Which queue where, and none of the secrets that a record would print.</summary>
    public override string ToString() => $"{Queue} at {RabbitMq.Amqp.Where(Broker)}";
}
