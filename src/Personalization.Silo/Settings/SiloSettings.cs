using System.Net;
using Personalization.Channels.Settings;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Authentication.Tokens;
using Personalization.Gateway.Pages.Links;
using Personalization.Gateway.Regions;
using Personalization.Gateway.Rollups;
using Personalization.Hosting;
using Personalization.Hosting.Settings;

namespace Personalization.Silo.Settings;

/// <summary>How a silo was asked to run, checked.</summary>
internal sealed record SiloSettings
{
    /// <summary>Where HTTP and gRPC listen.</summary>
    public required Listeners Listeners { get; init; }

    /// <summary>How to connect to the database of the cluster. Holds a password: never shown.</summary>
    public required string Postgres { get; init; }

    /// <summary>The schema of events, snapshots, tenants, keys and catalogs.</summary>
    public required string Schema { get; init; }

    /// <summary>How to connect to the database of the ledger of erasures and pins. Holds a password: never shown.</summary>
    public required string Ledger { get; init; }

    /// <summary>The schema through which silos find each other.</summary>
    public required string ClusterSchema { get; init; }

    /// <summary>Which silos belong together.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Whose state the grains keep; the same over the life of a deployment.</summary>
    public required string ServiceId { get; init; }

    /// <summary>Where other silos and gateways reach this one.</summary>
    public required IPAddress Advertised { get; init; }

    /// <summary>Where it takes calls of other silos.</summary>
    public required int SiloPort { get; init; }

    /// <summary>Where it takes calls of gateways that are no silos.</summary>
    public required int GatewayPort { get; init; }

    /// <summary>What silos and gateways know each other by, or null for connections in the clear.</summary>
    public TlsCertificates? ClusterTls { get; init; }

    /// <summary>How long a probe of another silo waits for its answer, and how often there is one.</summary>
    public required TimeSpan Probe { get; init; }

    /// <summary>Whether it only takes calls and lets silos answer them.</summary>
    public bool IsGatewayOnly { get; init; }

    /// <summary>How long the whole of a stop may take.</summary>
    public required TimeSpan Drain { get; init; }

    /// <summary>How much of it passes before calls are refused.</summary>
    public required TimeSpan DrainPause { get; init; }

    /// <summary>Where replays keep their files.</summary>
    public required string Data { get; init; }

    /// <summary>The RabbitMQ whose queues backfills may read; null for none. Holds a password: never shown.</summary>
    public Uri? Broker { get; init; }

    /// <summary>What is read from and written to the broker; null for nothing.</summary>
    public ChannelSettings? Queues { get; init; }

    /// <summary>The catalog folder that seeds tenants without a catalog; null for none.</summary>
    public string? Catalog { get; init; }

    /// <summary>After how long an event is too old to be taken; null for never.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>The newest version of what silos send each other that this one reads and writes.</summary>
    public required int Wire { get; init; }

    /// <summary>In which region it is, and where the others are.</summary>
    public RegionMap Regions { get; init; } = RegionMap.None;

    /// <summary>What links to preference pages are made with; without a key for none.</summary>
    public PreferenceLinkOptions Links { get; init; } = PreferenceLinkOptions.None;

    /// <summary>Whose tokens are taken beside keys; null for nobody's.</summary>
    public TokenIssuer? Tokens { get; init; }

    /// <summary>How long the access log is kept.</summary>
    public AccessLogSettings AccessLog { get; init; } = AccessLogSettings.Default;

    /// <summary>What rollups of accounts tell.</summary>
    public RollupSettings Rollups { get; init; } = RollupSettings.Default;

    /// <summary>A key to make known; null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Where it listens, and none of the secrets that a record would print.</summary>
    public override string ToString() => $"{Listeners.Http}, {Listeners.Grpc}, {ClusterId}";
}
