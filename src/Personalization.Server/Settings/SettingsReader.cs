using Personalization.Hosting.Settings;

namespace Personalization.Server.Settings;

/// <summary>Reads settings from flags, environment and <c>appsettings.json</c>, and refuses what cannot work.</summary>
/// <param name="flag">The value of a flag, or null.</param>
/// <param name="configuration">The environment and <c>appsettings.json</c>.</param>
internal sealed class SettingsReader(Func<string, string?> flag, IConfiguration configuration)
{
    private readonly SettingsSource source = new(flag, configuration);

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingsException">Something is wrong with them.</exception>
    public ServerSettings Read()
    {
        var isDemo = source.Switch("demo");
        var settings = new ServerSettings
        {
            Http = source.EndPoint("http", "127.0.0.1:8080"),
            Grpc = source.EndPoint("grpc", "127.0.0.1:8081"),
            Data = source.Text("data") ?? (isDemo ? Path.Combine("data", "demo") : "data"),
            Postgres = Postgres(isDemo),
            Broker = source.Broker(),
            Queues = source.Queues(),
            Catalog = source.Text("catalog"),
            Retention = source.Retention(),
            Regions = RegionSettings.Read(source),
            Links = LinkSettings.Read(source),
            Tokens = TokenSettings.Read(source),
            AccessLog = AccessLogFlags.Read(source),
            Rollups = RollupFlags.Read(source),
            IsDemo = isDemo,
            Tls = source.Tls(TlsFlags.Clients),
            IsBehindProxy = source.Switch("behind-proxy"),
            ApiKey = source.ApiKey,
        };
        Check(settings);
        return settings;
    }

    /// <summary>The connection string where the journal is PostgreSQL; null for SQLite.</summary>
    private string? Postgres(bool isDemo) => (source.Text("journal") ?? "sqlite", source.Text("postgres")) switch
    {
        ("sqlite", null) => null,
        ("sqlite", _) => throw new SettingsException("--postgres names a database, but the journal is sqlite; add --journal postgres."),
        ("postgres", null) => throw new SettingsException("--journal postgres needs to know which: add --postgres \"Host=db;Database=app;Username=app\", or set PERSONALIZATION_POSTGRES."),
        ("postgres", _) when isDemo => throw new SettingsException("--demo starts from an empty folder and leaves databases alone; leave out --journal postgres."),
        ("postgres", var connection) => connection,
        var (journal, _) => throw new SettingsException($"--journal {journal} is unknown; use sqlite or postgres."),
    };

    private static void Check(ServerSettings settings)
    {
        settings.Listeners.Check(settings.IsBehindProxy);
        if (settings.IsDemo && (!settings.IsLoopback || settings.Tls is not null))
        {
            throw new SettingsException("--demo is for this machine: leave out --tls-cert and listen on 127.0.0.1.");
        }
    }
}
