using System.Globalization;
using System.Net;
using Personalization.Channels.Settings;

namespace Personalization.Server.Settings;

/// <summary>Reads settings from flags, environment and <c>appsettings.json</c>, and refuses what cannot work.</summary>
/// <param name="flag">The value of a flag, or null.</param>
/// <param name="configuration">The environment and <c>appsettings.json</c>.</param>
internal sealed class SettingsReader(Func<string, string?> flag, IConfiguration configuration)
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingsException">Something is wrong with them.</exception>
    public ServerSettings Read()
    {
        var isDemo = Switch("demo");
        var settings = new ServerSettings
        {
            Http = EndPoint("http", "127.0.0.1:8080"),
            Grpc = EndPoint("grpc", "127.0.0.1:8081"),
            Data = Text("data") ?? (isDemo ? Path.Combine("data", "demo") : "data"),
            Postgres = Postgres(isDemo),
            Broker = Broker(),
            Queues = Queues(),
            Catalog = Text("catalog"),
            Retention = Retention(),
            Region = Text("region"),
            IsDemo = isDemo,
            Tls = Tls(),
            IsBehindProxy = Switch("behind-proxy"),
            ApiKey = configuration["PERSONALIZATION_API_KEY"],
        };
        Check(settings);
        return settings;
    }

    private TimeSpan? Retention() => Text("retention") switch
    {
        null => null,
        var days when ushort.TryParse(days.EndsWith('d') ? days.AsSpan(0, days.Length - 1) : days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => TimeSpan.FromDays(number),
        var other => throw new SettingsException($"--retention {other} is no number of days; write it like 90d."),
    };

    /// <summary>The broker's address; what is wrong with it is told without it, because it may hold a password.</summary>
    private Uri? Broker() =>
        Text("amqp") is not { } text ? null
        : Channels.RabbitMq.Amqp.ReadAddress(text) ?? throw new SettingsException($"--amqp is no address of a broker; write it like {Channels.RabbitMq.Amqp.AddressShape}.");

    /// <summary>What is read from and written to the broker.</summary>
    private ChannelSettings? Queues()
    {
        if (Text("queues") is not { } path)
        {
            return null;
        }

        var broker = Broker() ?? throw new SettingsException("--queues needs to know of which broker: add --amqp, or set PERSONALIZATION_AMQP.");
        var file = new FileInfo(Existing("queues", path));
        if (file.Length > Channels.Limits.SettingsBytesMax)
        {
            throw new SettingsException($"--queues {path} is longer than {Channels.Limits.SettingsBytesMax / 1024} KiB.", SettingsException.Refused);
        }

        return ChannelSettingsReader.Read(File.ReadAllBytes(path), broker, out var settings) is { } problem
            ? throw new SettingsException($"--queues {path}: {problem.Code}{(problem.Path.Length > 0 ? " at " + problem.Path : "")}: {problem.Message}", SettingsException.Refused)
            : settings;
    }

    /// <summary>The connection string where the journal is PostgreSQL; null for SQLite.</summary>
    private string? Postgres(bool isDemo) => (Text("journal") ?? "sqlite", Text("postgres")) switch
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
        if (!settings.IsLoopback && settings.Tls is null && !settings.IsBehindProxy)
        {
            throw new SettingsException(
                $"""
                {settings.Http} or {settings.Grpc} can be reached from other machines, and keys and profiles would travel in the clear.
                Give --tls-cert and --tls-key, or --behind-proxy where something in front speaks TLS, or listen on 127.0.0.1.
                """,
                SettingsException.Refused);
        }

        if (settings.IsDemo && (!settings.IsLoopback || settings.Tls is not null))
        {
            throw new SettingsException("--demo is for this machine: leave out --tls-cert and listen on 127.0.0.1.");
        }

        if (settings.Http.Port != 0 && settings.Http.Port == settings.Grpc.Port)
        {
            throw new SettingsException($"--http and --grpc both want port {settings.Http.Port}; give them different ones.");
        }
    }

    private TlsCertificates? Tls()
    {
        var (certificate, key, authority) = (Text("tls-cert"), Text("tls-key"), Text("client-ca"));
        if (certificate is null && key is null && authority is null)
        {
            return null;
        }

        if (certificate is null || key is null)
        {
            throw new SettingsException("TLS needs both --tls-cert and --tls-key.");
        }

        return TlsCertificates.Read(Existing("tls-cert", certificate), Existing("tls-key", key), authority is null ? null : Existing("client-ca", authority));
    }

    private static string Existing(string name, string path) =>
        File.Exists(path) ? path : throw new SettingsException($"--{name} {path}: there is no such file.", SettingsException.Refused);

    private IPEndPoint EndPoint(string name, string fallback)
    {
        var text = Text(name) ?? fallback;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            throw new SettingsException($"--{name} {text} is no address and port; write it like {fallback}.");
        }

        return text[..colon] switch
        {
            "localhost" => new IPEndPoint(IPAddress.Loopback, port),
            "*" or "" => new IPEndPoint(IPAddress.IPv6Any, port),
            var host when IPAddress.TryParse(host.Trim('[', ']'), out var address) => new IPEndPoint(address, port),
            var host => throw new SettingsException($"--{name} {text}: '{host}' is no IP address; use one of this machine, localhost, or * for all."),
        };
    }

    private bool Switch(string name) => Text(name) switch
    {
        null or "false" or "0" or "" => false,
        "true" or "1" => true,
        var other => throw new SettingsException($"{name} is '{other}'; use true or false."),
    };

    private string? Text(string name)
    {
        var variable = "PERSONALIZATION_" + name.Replace('-', '_').ToUpperInvariant();
        var text = flag(name) ?? configuration[variable] ?? configuration["Personalization:" + name];
        return string.IsNullOrEmpty(text) ? null : text;
    }
}
