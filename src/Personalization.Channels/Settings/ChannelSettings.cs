namespace Personalization.Channels.Settings;

/// <summary>Which queues are read into whose profiles, and whose decisions and outcomes are written where.</summary>
/// <param name="Broker">The broker of all of them. Holds a password: never shown.</param>
/// <param name="Inlets">The queues that are read.</param>
/// <param name="Outlets">Where decisions and outcomes are written.</param>
public sealed record ChannelSettings(Uri Broker, IReadOnlyList<InletSettings> Inlets, IReadOnlyList<OutletSettings> Outlets)
{
    /// <summary>How many there are, and none of the secrets that a record would print.</summary>
    public override string ToString() => $"{Inlets.Count} queues in, {Outlets.Count} out at {RabbitMq.Amqp.Where(Broker)}";
}
