using System.Globalization;
using System.Net;
using Personalization.Cluster.Wire;
using Personalization.Hosting;
using Personalization.Hosting.Settings;
using Personalization.Journal.Postgres;
using Personalization.Journal.Postgres.Cluster;

namespace Personalization.Silo.Settings;

/// <summary>Reads the settings of a silo, and refuses what cannot work.</summary>
internal sealed class SiloSettingsReader(SettingsSource source)
{
    private static readonly TlsFlags ClusterTls = new("cluster-tls-cert", "cluster-tls-key", "cluster-ca");

    /// <summary>The longest stop that anybody waits for: an hour.</summary>
    private const int DrainSecondsMax = 3600;

    /// <summary>A probe that waits for less finds pauses of the collector, and one that waits for more finds a death later than anybody who calls waits.</summary>
    private const int ProbeMillisecondsMin = 200, ProbeMillisecondsMax = 60_000;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingsException">Something is wrong with them.</exception>
    public SiloSettings Read()
    {
        var postgres = source.Text("postgres")
            ?? throw new SettingsException("A silo needs to know the database of its cluster: set PERSONALIZATION_POSTGRES=\"Host=db;Database=app;Username=app;Password=…\".");
        var settings = new SiloSettings
        {
            Listeners = new Listeners(source.EndPoint("http", "127.0.0.1:8080"), source.EndPoint("grpc", "127.0.0.1:8081"), source.Tls(TlsFlags.Clients)),
            Postgres = postgres,
            Ledger = source.Text("ledger") ?? postgres,
            Schema = source.Text("schema") ?? PostgresJournalOptions.DefaultSchema,
            ClusterSchema = source.Text("cluster-schema") ?? ClusterSchema.DefaultName,
            ClusterId = source.Text("cluster-id") ?? "personalization",
            ServiceId = source.Text("service-id") ?? "personalization",
            Advertised = Address(),
            SiloPort = Number("silo-port", 11111, 1, ushort.MaxValue),
            GatewayPort = Number("gateway-port", 30000, 1, ushort.MaxValue),
            ClusterTls = source.Tls(ClusterTls),
            Probe = TimeSpan.FromMilliseconds(Number("probe", (int)Limits.ProbePeriod.TotalMilliseconds, ProbeMillisecondsMin, ProbeMillisecondsMax)),
            IsGatewayOnly = source.Switch("gateway-only"),
            Drain = TimeSpan.FromSeconds(Number("drain", 25, 1, DrainSecondsMax)),
            DrainPause = TimeSpan.FromSeconds(Number("drain-pause", 3, 0, DrainSecondsMax)),
            Data = source.Text("data") ?? "data",
            Broker = source.Broker(),
            Queues = source.Queues(),
            Catalog = source.Text("catalog"),
            Retention = source.Retention(),
            Wire = Number("wire", WireVersion.Newest, WireVersion.Oldest, WireVersion.Newest),
            Regions = RegionSettings.Read(source),
            Links = LinkSettings.Read(source),
            Tokens = TokenSettings.Read(source),
            AccessLog = AccessLogFlags.Read(source),
            Rollups = RollupFlags.Read(source),
            ApiKey = source.ApiKey,
        };
        settings.Listeners.Check(source.Switch("behind-proxy"));
        Check(settings, source.Switch("trusted-network"));
        return settings;
    }

    private static void Check(SiloSettings settings, bool isTrusted)
    {
        if (settings.ClusterTls is { ClientAuthorities: null })
        {
            throw new SettingsException("--cluster-tls-cert needs --cluster-ca: without it nobody could tell a silo from a stranger.");
        }

        if (settings.ClusterTls is null && !settings.IsGatewayOnly && !isTrusted && !IPAddress.IsLoopback(settings.Advertised))
        {
            throw new SettingsException(
                $"""
                {settings.Advertised} can be reached from other machines, and whoever reaches a silo's ports can do all that a silo can.
                Give --cluster-tls-cert, --cluster-tls-key and --cluster-ca, or --trusted-network where nobody else reaches them.
                """,
                SettingsException.Refused);
        }

        if (settings.SiloPort == settings.GatewayPort)
        {
            throw new SettingsException($"--silo-port and --gateway-port both want {settings.SiloPort}; give them different ones.");
        }

        if (settings.DrainPause >= settings.Drain)
        {
            throw new SettingsException("--drain-pause leaves no time of --drain for calls and subjects; make it shorter.");
        }
    }

    private IPAddress Address() => source.Text("advertise") switch
    {
        null => IPAddress.Loopback,
        var text when IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) => address,
        var other => throw new SettingsException($"--advertise {other} is no IP address at which others could reach this process; on Kubernetes it is that of the pod."),
    };

    private int Number(string flag, int fallback, int least, int most)
    {
        var text = source.Text(flag);
        return text is null ? fallback
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : throw new SettingsException($"--{flag} {text} is no whole number from {least} to {most}.");
    }
}
