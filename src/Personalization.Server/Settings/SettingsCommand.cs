using System.CommandLine;
using Personalization.Hosting.Settings;

namespace Personalization.Server.Settings;

/// <summary>The flags of the server, with what <c>--help</c> tells of them.</summary>
internal sealed class SettingsCommand
{
    private const string Intro =
        """
        Live profiles and decisions in one process: events come in, are durable, change profiles in memory; decisions come out with their reasons.

        First steps:
          --demo                       start with the sample product's history and something to look at
          --catalog ./my/catalog       start with your own catalog, on your own data folder

        Every flag is also an environment variable (--tls-cert is PERSONALIZATION_TLS_CERT) and an entry of appsettings.json in the
        working directory ({"Personalization":{"tls-cert":"…"}}); a flag goes before the variable, the variable before the file.
        PERSONALIZATION_API_KEY=<key> sets the key of the tenant demo/development; without it the first start on loopback makes one.
        """;

    /// <summary>The texts that a flag can hold, by name.</summary>
    public IReadOnlyList<Option<string?>> Texts { get; } =
    [
        Text("--http", "<address:port>", "Where HTTP listens. Default 127.0.0.1:8080. Port 0 takes a free one."),
        Text("--grpc", "<address:port>", "Where gRPC listens. Default 127.0.0.1:8081."),
        Text("--data", "<folder>", "The data folder. Default ./data, or ./data/demo with --demo."),
        Text("--catalog", "<folder>", "The catalog for tenants that have none yet. Default ./samples/saas/catalog."),
        Text("--journal", "sqlite|postgres", "Where events and snapshots are kept. Default sqlite, in the data folder."),
        Text("--postgres", "<connection>", "The database for --journal postgres: \"Host=db;Database=app;Username=app\". Better as a variable: flags are seen by others."),
        Text("--amqp", "<address>", "The RabbitMQ whose queues replays may load, and that --queues is about: amqp://user:password@host:5672/vhost. Better as a variable: flags are seen by others."),
        Text("--queues", "<file>", "JSON that names the queues to read events from, and where to write decisions and outcomes: {\"queues\":[{\"queue\":\"events\",\"tenant\":\"acme/production\"}]}. Needs --amqp; docs/guides/queues.md shows all of it."),
        Text("--retention", "<days>", "Such as 90d. Move events that are older into compressed files, which every read still reads, and refuse events of that age. Default: keep all at hand."),
        .. RegionSettings.Flags,
        .. LinkSettings.Flags,
        .. TokenSettings.Flags,
        .. AccessLogFlags.All,
        .. RollupFlags.All,
        Text("--tls-cert", "<file>", "The certificate with its chain, in PEM: turns TLS on, and HTTP/2 on the HTTP port."),
        Text("--tls-key", "<file>", "The certificate's private key, in PEM."),
        Text("--client-ca", "<file>", "Require client certificates of this authority (mTLS)."),
    ];

    /// <summary>The flags that are set or not, by name.</summary>
    public IReadOnlyList<Option<bool>> Switches { get; } =
    [
        new("--demo") { Description = "Start from an empty folder and stream the sample product's history in." },
        new("--behind-proxy") { Description = "Something in front speaks TLS: allows to listen beyond loopback without it." },
    ];

    /// <summary>Parses the flags; as <see cref="FlagParser.Parse"/>.</summary>
    public Func<string, string?>? Parse(IReadOnlyList<string> args, out int exitCode) => new FlagParser(Intro, Texts, Switches).Parse(args, out exitCode);

    private static Option<string?> Text(string name, string shape, string description) => FlagParser.Text(name, shape, description);
}
