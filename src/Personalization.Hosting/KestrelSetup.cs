using System.Net.Security;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Personalization.Grpc;
using Personalization.Hosting.Settings;

namespace Personalization.Hosting;

/// <summary>Sets Kestrel up: HTTP/1.1 on one port (HTTP/2 too under TLS), HTTP/2 with prior knowledge or TLS on the other.</summary>
public static class KestrelSetup
{
    /// <summary>Twice the longest batch: whatever is above was told so by the gateway before; this only stops reading.</summary>
    private const long BodyBytesMax = 1024 * 1024;

    /// <summary>Configures the listeners.</summary>
    public static void Configure(KestrelServerOptions kestrel, Listeners listeners)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        ArgumentNullException.ThrowIfNull(listeners);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
        kestrel.ConfigureGrpc();
        var tls = listeners.Tls is null ? null : Tls(listeners.Tls);
        kestrel.Listen(listeners.Http, listen => Configure(listen, tls is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2, tls));
        kestrel.Listen(listeners.Grpc, listen => Configure(listen, HttpProtocols.Http2, tls));
    }

    private static void Configure(ListenOptions listen, HttpProtocols protocols, HttpsConnectionAdapterOptions? tls)
    {
        listen.Protocols = protocols;
        if (tls is not null)
        {
            listen.UseHttps(tls);
        }
    }

    private static HttpsConnectionAdapterOptions Tls(TlsCertificates certificates)
    {
        var options = new HttpsConnectionAdapterOptions { ServerCertificate = certificates.Certificate, ServerCertificateChain = certificates.Chain };
        if (certificates.ClientAuthorities is not null)
        {
            options.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            options.ClientCertificateValidation = (certificate, _, errors) =>
                (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None && certificates.IsIssuedByAuthority(certificate);
        }

        return options;
    }
}
