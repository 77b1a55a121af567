namespace Personalization.Channels.RabbitMq;

/// <summary>What to make of a queue that the broker does not have.</summary>
public enum QueueCreation
{
    /// <summary>Nothing: whoever runs the broker makes it.</summary>
    None,

    /// <summary>A durable classic queue.</summary>
    Classic,

    /// <summary>A quorum queue: replicated where the broker is a cluster.</summary>
    Quorum,
}
