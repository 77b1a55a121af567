using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Personalization.Server.Hosting;
using Personalization.Server.Settings;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class TlsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gateway-").FullName;
    private readonly X509Certificate2 server = SelfSigned("localhost");
    private readonly X509Certificate2 client = SelfSigned("client");

    public void Dispose()
    {
        server.Dispose();
        client.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Under_TLS_the_HTTP_port_speaks_HTTP_2_and_HTTP_1()
    {
        await using var app = await Start(clientAuthority: null);

        Assert.Equal(HttpVersion.Version20, await VersionOf(app, HttpVersion.Version20, certificate: null));
        Assert.Equal(HttpVersion.Version11, await VersionOf(app, HttpVersion.Version11, certificate: null));
    }

    [Fact]
    public async Task With_a_client_authority_only_its_clients_get_in()
    {
        await using var app = await Start(Pem("client", client));
        using var stranger = SelfSigned("client");

        Assert.Equal(HttpVersion.Version20, await VersionOf(app, HttpVersion.Version20, client));
        await Assert.ThrowsAnyAsync<Exception>(() => VersionOf(app, HttpVersion.Version20, certificate: null));
        await Assert.ThrowsAnyAsync<Exception>(() => VersionOf(app, HttpVersion.Version20, stranger));
    }

    private async Task<WebApplication> Start(string? clientAuthority)
    {
        var key = Path.Combine(folder, "server.key");
        await File.WriteAllTextAsync(key, server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var anyPort = new IPEndPoint(IPAddress.Loopback, 0);
        var settings = new ServerSettings { Http = anyPort, Grpc = anyPort, Data = folder, Tls = new TlsFiles(Pem("server", server), key, clientAuthority) };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => KestrelSetup.Configure(kestrel, settings));
        var app = builder.Build();
        app.Run(http => http.Response.WriteAsync("ok"));
        await app.StartAsync();
        return app;
    }

    private async Task<Version> VersionOf(WebApplication app, Version version, X509Certificate2? certificate)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == server.GetCertHashString();
        handler.SslOptions.ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null);
        using var http = new HttpClient(handler);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await http.SendAsync(request);
        return response.Version;
    }

    private string Pem(string name, X509Certificate2 certificate)
    {
        var path = Path.Combine(folder, name + ".pem");
        File.WriteAllText(path, certificate.ExportCertificatePem());
        return path;
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
