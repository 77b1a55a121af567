using System.Globalization;
using System.Net;

namespace Personalization.Chaos.Worlds;

/// <summary>
/// A network namespace for one silo, with a cable of its own to each of three switches: to the other silos, to the database and to clients. So each can be
/// pulled alone: packets get lost in silence then, as they do in a real cut, and nobody is told.
/// </summary>
internal sealed class Network : IAsyncDisposable
{
    private const string Silos = "silos", Database = "db", Clients = "clients";
    private static readonly string[] Cables = [Silos, Database, Clients];
    private readonly string name;
    private readonly int octet;

    private Network(int process)
    {
        name = string.Create(CultureInfo.InvariantCulture, $"pz{process % 100_000}");
        octet = 64 + (process % 128);
    }

    /// <summary>Where silos outside of the namespace speak with others.</summary>
    public IPAddress OutsideSilo => Address(0, 1);

    /// <summary>Where the database listens, for silos on both sides.</summary>
    public IPAddress DatabaseAddress => Address(1, 1);

    /// <summary>Where the silo in the namespace speaks with others.</summary>
    public IPAddress InsideSilo => Address(0, 2);

    /// <summary>Where the silo in the namespace speaks with clients.</summary>
    public IPAddress InsideGateway => Address(2, 2);

    /// <summary>The command that runs another one in the namespace.</summary>
    public IReadOnlyList<string> Enter => ["ip", "netns", "exec", name];

    /// <summary>Why there can be none here; null where there can.</summary>
    public static async Task<string?> Missing()
    {
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/sbin/ip"))
        {
            return "Only root, and with iproute2, can put a silo into a network namespace of its own.";
        }

        var probe = $"pz{Environment.ProcessId % 100_000}p";
        var (exitCode, output) = await Command.Try("ip", "netns", "add", probe);
        if (exitCode == 0)
        {
            await Command.Run("ip", "netns", "del", probe);
        }

        return exitCode == 0 ? null : "There are no network namespaces here: " + output.Trim();
    }

    /// <summary>Makes one.</summary>
    public static async Task<Network> Make()
    {
        var network = new Network(Environment.ProcessId);
        try
        {
            await network.Build();
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Pulls the cable to the other silos.</summary>
    public Task CutFromSilos() => Pull(Silos);

    /// <summary>Pulls the cable to the database.</summary>
    public Task CutFromDatabase() => Pull(Database);

    /// <summary>Puts both back.</summary>
    public async Task Mend()
    {
        await Plug(Silos);
        await Plug(Database);
    }

    /// <summary>Takes everything away again.</summary>
    public async ValueTask DisposeAsync()
    {
        await Command.Try("ip", "netns", "del", name);
        foreach (var cable in Cables)
        {
            await Command.Try("ip", "link", "del", Outer(cable));
            await Command.Try("ip", "link", "del", Switch(cable));
        }
    }

    private async Task Build()
    {
        await Command.Run("ip", "netns", "add", name);
        await Command.Run("ip", "-n", name, "link", "set", "lo", "up");
        for (var at = 0; at < Cables.Length; at++)
        {
            var cable = Cables[at];
            await Command.Run("ip", "link", "add", Switch(cable), "type", "bridge");
            await Command.Run("ip", "addr", "add", $"{Address(at, 1)}/24", "dev", Switch(cable));
            await Command.Run("ip", "link", "add", Outer(cable), "type", "veth", "peer", "name", cable, "netns", name);
            await Command.Run("ip", "-n", name, "addr", "add", $"{Address(at, 2)}/24", "dev", cable);
            await Command.Run("ip", "link", "set", Switch(cable), "up");
            await Command.Run("ip", "link", "set", Outer(cable), "up");
            await Command.Run("ip", "-n", name, "link", "set", cable, "up");
            await Plug(cable);
        }
    }

    private Task Pull(string cable) => Command.Run("ip", "link", "set", Outer(cable), "nomaster");

    private Task Plug(string cable) => Command.Run("ip", "link", "set", Outer(cable), "master", Switch(cable));

    private string Switch(string cable) => $"{name}b{cable[0]}";

    private string Outer(string cable) => $"{name}o{cable[0]}";

    private IPAddress Address(int cable, int host) => new([10, (byte)octet, (byte)cable, (byte)host]);
}
