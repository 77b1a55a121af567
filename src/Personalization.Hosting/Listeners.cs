using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Personalization.Hosting.Settings;

namespace Personalization.Hosting;

/// <summary>Where a server listens.</summary>
/// <param name="Http">HTTP/1.1; HTTP/2 too under TLS.</param>
/// <param name="Grpc">gRPC.</param>
/// <param name="Tls">What TLS is spoken with, or null for no TLS.</param>
public sealed record Listeners(IPEndPoint Http, IPEndPoint Grpc, TlsCertificates? Tls)
{
    /// <summary>Whether only this machine can reach the server.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Http.Address) && IPAddress.IsLoopback(Grpc.Address);

    /// <summary>Where a started application really listens: HTTP first, then gRPC.</summary>
    public static (Uri Http, Uri Grpc) Of(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(one => new Uri(one)).ToList();
        return (addresses[0], addresses[1]);
    }

    /// <summary>Refuses what would let keys and profiles travel in the clear, and one port for both.</summary>
    /// <param name="isBehindProxy">Whether something in front keeps strangers out and speaks TLS.</param>
    /// <exception cref="SettingsException">They cannot be used so.</exception>
    public void Check(bool isBehindProxy)
    {
        if (!IsLoopback && Tls is null && !isBehindProxy)
        {
            throw new SettingsException(
                $"""
                {Http} or {Grpc} can be reached from other machines, and keys and profiles would travel in the clear.
                Give --tls-cert and --tls-key, or --behind-proxy where something in front speaks TLS, or listen on 127.0.0.1.
                """,
                SettingsException.Refused);
        }

        if (Http.Port != 0 && Http.Port == Grpc.Port)
        {
            throw new SettingsException($"--http and --grpc both want port {Http.Port}; give them different ones.");
        }
    }
}
