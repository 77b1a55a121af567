using System.Net;
using System.Net.Sockets;

namespace Personalization.Cli.Tests.Support;

/// <summary>An address on this machine where nobody listens.</summary>
internal static class UnusedAddress
{
    public static string Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
