using System.Globalization;
using System.Net;
using Personalization.Channels.RabbitMq;
using Personalization.Channels.Settings;

namespace Personalization.Hosting.Settings;

/// <summary>Settings by name: from a flag, else the environment, else <c>appsettings.json</c>.</summary>
/// <param name="flag">The value of a flag, or null.</param>
/// <param name="configuration">The environment and <c>appsettings.json</c>.</param>
public sealed class SettingsSource(Func<string, string?> flag, IConfiguration configuration)
{
    /// <summary>The key to use instead of making one; null for none. It is no flag, because flags are seen by others.</summary>
    public string? ApiKey => configuration["PERSONALIZATION_API_KEY"];

    /// <summary>A text; null where it is empty or not given.</summary>
    public string? Text(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var variable = "PERSONALIZATION_" + name.Replace('-', '_').ToUpperInvariant();
        var text = flag(name) ?? configuration[variable] ?? configuration["Personalization:" + name];
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>Whether something is switched on.</summary>
    /// <exception cref="SettingsException">It is neither true nor false.</exception>
    public bool Switch(string name) => Text(name) switch
    {
        null or "false" or "0" or "" => false,
        "true" or "1" => true,
        var other => throw new SettingsException($"{name} is '{other}'; use true or false."),
    };

    /// <summary>An address of this machine with a port; <c>localhost</c> and <c>*</c> for all of them are understood.</summary>
    /// <exception cref="SettingsException">It is none.</exception>
    public IPEndPoint EndPoint(string name, string fallback)
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

    /// <summary>How long events are kept; null for ever.</summary>
    /// <exception cref="SettingsException">It is no number of days.</exception>
    public TimeSpan? Retention() => Text("retention") switch
    {
        null => null,
        var days when ushort.TryParse(days.EndsWith('d') ? days.AsSpan(0, days.Length - 1) : days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => TimeSpan.FromDays(number),
        var other => throw new SettingsException($"--retention {other} is no number of days; write it like 90d."),
    };

    /// <summary>The broker's address; null for none. What is wrong with it is told without it, because it may hold a password.</summary>
    /// <exception cref="SettingsException">It is no address of a broker.</exception>
    public Uri? Broker() =>
        Text("amqp") is not { } text ? null
        : Amqp.ReadAddress(text) ?? throw new SettingsException($"--amqp is no address of a broker; write it like {Amqp.AddressShape}.");

    /// <summary>What is read from and written to the broker; null for nothing.</summary>
    /// <exception cref="SettingsException">The file cannot be read, or there is no broker.</exception>
    public ChannelSettings? Queues()
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

    /// <summary>What TLS is spoken with; null for no TLS.</summary>
    /// <exception cref="SettingsException">A flag is missing or names something that cannot be used.</exception>
    public TlsCertificates? Tls(TlsFlags flags)
    {
        ArgumentNullException.ThrowIfNull(flags);
        var (certificate, key, authority) = (Text(flags.Certificate), Text(flags.Key), Text(flags.Authority));
        if (certificate is null && key is null && authority is null)
        {
            return null;
        }

        if (certificate is null || key is null)
        {
            throw new SettingsException($"TLS needs both --{flags.Certificate} and --{flags.Key}.");
        }

        return TlsCertificates.Read(
            flags, Existing(flags.Certificate, certificate), Existing(flags.Key, key), authority is null ? null : Existing(flags.Authority, authority));
    }

    private static string Existing(string name, string path) =>
        File.Exists(path) ? path : throw new SettingsException($"--{name} {path}: there is no such file.", SettingsException.Refused);
}
