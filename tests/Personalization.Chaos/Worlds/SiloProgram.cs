using System.Globalization;
using System.Net;

namespace Personalization.Chaos.Worlds;

/// <summary>The executable of the cluster.</summary>
internal static class SiloProgram
{
    /// <summary>The project whose build is started; its main file has the same name.</summary>
    public const string Project = "Personalization.Silo";

    /// <summary>Its command line.</summary>
    /// <param name="world">Where it runs.</param>
    /// <param name="name">Its name.</param>
    /// <param name="place">Where.</param>
    /// <param name="wire">The newest version of what silos send each other that it knows; null for all.</param>
    public static IReadOnlyList<string> Arguments(World world, string name, SiloPlace place, int? wire)
    {
        var (others, clients) = world.Network is not { } network ? (IPAddress.Loopback, IPAddress.Loopback)
            : place == SiloPlace.Inside ? (network.InsideSilo, network.InsideGateway)
            : (network.OutsideSilo, IPAddress.Loopback);

        // In the namespace nobody else takes ports; outside free ones are looked for.
        var (siloPort, gatewayPort) = place == SiloPlace.Inside ? (11111, 30000) : (World.FreePort(others), World.FreePort(others));
        string[] arguments =
        [
            "--http", $"{clients}:0", "--grpc", $"{clients}:0", "--behind-proxy", "--data", Path.Combine(world.Folder, name),
            "--advertise", others.ToString(), "--silo-port", Text(siloPort), "--gateway-port", Text(gatewayPort), "--trusted-network",
            "--probe", Text(world.ProbeMilliseconds),
            "--catalog", World.Catalog, "--postgres", world.Connection,
        ];
        return wire is { } version ? [.. arguments, "--wire", Text(version)] : arguments;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
