using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Personalization.Grpc;
using Personalization.Server.Settings;

namespace Personalization.Server.Hosting;

/// <summary>Sets Kestrel up: HTTP/1.1 on one port (HTTP/2 too under TLS), HTTP/2 with prior knowledge or TLS on the other.</summary>
internal static class KestrelSetup
{
    /// <summary>Twice the longest batch: whatever is above was told so by the gateway before; this only stops reading.</summary>
    private const long BodyBytesMax = 1024 * 1024;

    /// <summary>Configures the listeners.</summary>
    public static void Configure(KestrelServerOptions kestrel, ServerSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
        kestrel.ConfigureGrpc();
        var tls = settings.Tls is null ? null : Tls(settings.Tls);
        kestrel.Listen(settings.Http, listen => Configure(listen, tls is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2, tls));
        kestrel.Listen(settings.Grpc, listen => Configure(listen, HttpProtocols.Http2, tls));
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
        if (certificates.ClientAuthorities is { } authorities)
        {
            options.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            options.ClientCertificateValidation = (certificate, _, errors) => IsIssuedBy(authorities, certificate, errors);
        }

        return options;
    }

    private static bool IsIssuedBy(X509Certificate2Collection authorities, X509Certificate2 certificate, SslPolicyErrors errors)
    {
        if ((errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
