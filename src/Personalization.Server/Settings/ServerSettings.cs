using System.Net;
using Personalization.Channels.Settings;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Authentication.Tokens;
using Personalization.Gateway.Pages.Links;
using Personalization.Gateway.Regions;
using Personalization.Gateway.Rollups;
using Personalization.Hosting;
using Personalization.Hosting.Settings;

namespace Personalization.Server.Settings;

/// <summary>How the server was asked to run, checked.</summary>
internal sealed record ServerSettings
{
    /// <summary>Where HTTP/1.1 listens; HTTP/2 too under TLS.</summary>
    public required IPEndPoint Http { get; init; }

    /// <summary>Where gRPC listens.</summary>
    public required IPEndPoint Grpc { get; init; }

    /// <summary>The data folder.</summary>
    public required string Data { get; init; }

    /// <summary>How to connect to the database that holds events and snapshots; null where they are in the data folder. Holds a password: never shown.</summary>
    public string? Postgres { get; init; }

    /// <summary>The RabbitMQ whose queues backfills may read; null for none. Holds a password: never shown.</summary>
    public Uri? Broker { get; init; }

    /// <summary>The queues that are read and the outlets that are written; null for none.</summary>
    public ChannelSettings? Queues { get; init; }

    /// <summary>The catalog folder that seeds tenants without a catalog; null for the sample's, where it can be found.</summary>
    public string? Catalog { get; init; }

    /// <summary>How long events are kept at hand; null for ever.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>In which region it is, and where the others are.</summary>
    public RegionMap Regions { get; init; } = RegionMap.None;

    /// <summary>What links to preference pages are made with; without a key for the one in the data folder.</summary>
    public PreferenceLinkOptions Links { get; init; } = PreferenceLinkOptions.None;

    /// <summary>Whose tokens are taken beside keys; null for nobody's.</summary>
    public TokenIssuer? Tokens { get; init; }

    /// <summary>How long the access log is kept.</summary>
    public AccessLogSettings AccessLog { get; init; } = AccessLogSettings.Default;

    /// <summary>What rollups of accounts tell.</summary>
    public RollupSettings Rollups { get; init; } = RollupSettings.Default;

    /// <summary>Whether to start from an empty folder with the sample product's history.</summary>
    public bool IsDemo { get; init; }

    /// <summary>What TLS is spoken with, or null for no TLS.</summary>
    public TlsCertificates? Tls { get; init; }

    /// <summary>Whether something in front of the server keeps strangers out and speaks TLS.</summary>
    public bool IsBehindProxy { get; init; }

    /// <summary>The key to use instead of making one.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Whether only this machine can reach the server.</summary>
    public bool IsLoopback => Listeners.IsLoopback;

    /// <summary>Where it listens and with what.</summary>
    public Listeners Listeners => new(Http, Grpc, Tls);

    /// <summary>Where it listens and keeps its data, and none of the secrets that a record would print.</summary>
    public override string ToString() => $"{Http}, {Grpc}, {Data}";
}
