using System.CommandLine;
using Personalization.Hosting.Settings;

namespace Personalization.Silo.Settings;

/// <summary>The flags of a silo, with what <c>--help</c> tells of them.</summary>
internal static class SiloCommand
{
    private const string Intro =
        """
        Live profiles and decisions in a cluster: one of many processes that share the subjects among them, over one PostgreSQL.

        First steps:
          export PERSONALIZATION_POSTGRES="Host=db;Database=app;Username=app;Password=…"
          personalize cluster init     makes the tables through which silos find each other
          personalization-silo         as often as you like, on one machine with other ports each

        Every flag is also an environment variable (--tls-cert is PERSONALIZATION_TLS_CERT) and an entry of appsettings.json in the
        working directory ({"Personalization":{"tls-cert":"…"}}); a flag goes before the variable, the variable before the file.
        PERSONALIZATION_API_KEY=<key> sets the key of the tenant demo/development; others are made with `personalize keys create`.
        """;

    private static readonly Option<string?>[] Texts =
    [
        FlagParser.Text("--postgres", "<connection>", "The cluster's database: \"Host=db;Database=app;Username=app\". Better as a variable: flags are seen by others."),
        FlagParser.Text("--ledger", "<connection>", "Another database for who was erased or moved, which no restore may take back. Default: that of --postgres, in a schema of its own."),
        FlagParser.Text("--schema", "<name>", "The schema of events, tenants, keys and catalogs. Default personalization."),
        FlagParser.Text("--cluster-schema", "<name>", "The schema through which silos find each other. Default personalization_cluster."),
        FlagParser.Text("--cluster-id", "<name>", "Which silos belong together. Default personalization."),
        FlagParser.Text("--service-id", "<name>", "Whose state it is; never changed for a deployment. Default personalization."),
        FlagParser.Text("--advertise", "<address>", "The IP address at which other silos reach this one. Default 127.0.0.1."),
        FlagParser.Text("--silo-port", "<port>", "Where other silos reach it. Default 11111."),
        FlagParser.Text("--gateway-port", "<port>", "Where gateways without a silo reach it. Default 30000."),
        FlagParser.Text("--probe", "<milliseconds>", "How long a silo waits for the answer of another one; two that are missed, and it is dead. Default 1000; more where machines stall."),
        FlagParser.Text("--cluster-tls-cert", "<file>", "The certificate that other silos and gateways know this one by, in PEM."),
        FlagParser.Text("--cluster-tls-key", "<file>", "Its private key, in PEM."),
        FlagParser.Text("--cluster-ca", "<file>", "Who issues the certificates of the cluster: whoever shows none of theirs is kept out."),
        FlagParser.Text("--http", "<address:port>", "Where HTTP listens. Default 127.0.0.1:8080. Port 0 takes a free one."),
        FlagParser.Text("--grpc", "<address:port>", "Where gRPC listens. Default 127.0.0.1:8081."),
        FlagParser.Text("--tls-cert", "<file>", "The certificate with its chain, in PEM: turns TLS on for clients, and HTTP/2 on the HTTP port."),
        FlagParser.Text("--tls-key", "<file>", "The certificate's private key, in PEM."),
        FlagParser.Text("--client-ca", "<file>", "Require client certificates of this authority (mTLS)."),
        FlagParser.Text("--drain", "<seconds>", "How long a stop may take in all; less than the grace period of who stops it. Default 25."),
        FlagParser.Text("--drain-pause", "<seconds>", "How much of it calls are still taken, while /readyz says no. Default 3."),
        FlagParser.Text("--data", "<folder>", "Where replays that this process runs keep their files. Default ./data."),
        FlagParser.Text("--catalog", "<folder>", "The catalog for tenants that have none yet. Default: none; they wait for theirs."),
        FlagParser.Text("--amqp", "<address>", "The RabbitMQ whose queues replays may load: amqp://user:password@host:5672/vhost. Better as a variable: flags are seen by others."),
        FlagParser.Text("--queues", "<file>", "JSON that names the queues to read events from, and where to write decisions and outcomes; docs/guides/queues.md shows it. Needs --amqp."),
        FlagParser.Text("--retention", "<days>", "Such as 90d. Refuse events of that age. Default: take all."),
        FlagParser.Text("--wire", "<version>", "The version of what silos send each other that this one reads and writes at most. Default: the newest. For tests of upgrades."),
        .. RegionSettings.Flags,
        .. LinkSettings.Flags,
        .. TokenSettings.Flags,
        .. AccessLogFlags.All,
        .. RollupFlags.All,
    ];

    private static readonly Option<bool>[] Switches =
    [
        new("--gateway-only") { Description = "Take calls and let the silos answer them: no subject lives in this process." },
        new("--behind-proxy") { Description = "Something in front speaks TLS: allows clients to reach this process without it." },
        new("--trusted-network") { Description = "Nobody else reaches the ports of silos: allows them beyond loopback without --cluster-tls-cert." },
    ];

    /// <summary>Parses the flags; as <see cref="FlagParser.Parse"/>.</summary>
    public static Func<string, string?>? Parse(IReadOnlyList<string> args, out int exitCode) => new FlagParser(Intro, Texts, Switches).Parse(args, out exitCode);
}
