using System.Net.Security;
using RabbitMQ.Client;

namespace Personalization.Channels.RabbitMq;

/// <summary>Connects to a RabbitMQ: the one place that knows its addresses, its TLS and what of recovery is the client's.</summary>
public static class Amqp
{
    private const int AmqpPort = 5672, AmqpsPort = 5671;

    /// <summary>How an address is written, to say where one is wrong.</summary>
    public const string AddressShape = "amqp://user:password@127.0.0.1:5672/vhost";

    /// <summary>Reads an address: <c>amqp://user:password@host:port/vhost</c>, or <c>amqps://</c> for TLS.</summary>
    /// <returns>Null for what is none. It may hold a password, so no message should repeat it.</returns>
    public static Uri? ReadAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "amqp" or "amqps" && address.Host.Length > 0 ? address : null;

    /// <summary>Host and port of an address, and nothing that is secret.</summary>
    public static string Where(Uri address) => $"{address.Host}:{(address.IsDefaultPort ? address.Scheme == "amqps" ? AmqpsPort : AmqpPort : address.Port)}";

    /// <summary>Connects.</summary>
    /// <param name="address">Where.</param>
    /// <param name="name">What the broker's own lists call the connection.</param>
    /// <param name="cancellation">Stops connecting.</param>
    internal static Task<IConnection> Connect(Uri address, string name, CancellationToken cancellation) =>
        FactoryOf(address, name).CreateConnectionAsync(cancellation);

    /// <summary>What connections are made with.</summary>
    internal static ConnectionFactory FactoryOf(Uri address, string name)
    {
        var factory = new ConnectionFactory
        {
            Uri = address,
            ClientProvidedName = name,
            // Ours (ADR 0027): the client's own leaves channels closed that the broker closed, and consumers gone that it cancelled.
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
        };
        // The client takes a certificate of any name where an address says amqps.
        factory.Ssl.ServerName = address.Host;
        factory.Ssl.AcceptablePolicyErrors = SslPolicyErrors.None;
        return factory;
    }
}
