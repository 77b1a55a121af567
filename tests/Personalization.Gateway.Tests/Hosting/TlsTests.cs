using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Personalization.Hosting;
using Personalization.Hosting.Settings;
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

    [Theory]
    [InlineData("tls-cert", "garbage", "--tls-cert {0}: it holds no certificate in PEM, which begins with -----BEGIN CERTIFICATE-----.")]
    [InlineData("tls-cert", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "--tls-cert {0}: a certificate in it cannot be read (")]
    [InlineData("tls-key", "garbage", "--tls-key {0}: it holds no private key in PEM, which begins with -----BEGIN PRIVATE KEY-----.")]
    [InlineData("tls-key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "--tls-key {0}: it is damaged, or not the key of the certificate in --tls-cert ")]
    [InlineData("tls-key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----", "--tls-key {0}: it is locked with a password")]
    [InlineData("tls-key", "another", "--tls-key {0}: it is damaged, or not the key of the certificate in --tls-cert ")]
    [InlineData("client-ca", "garbage", "--client-ca {0}: it holds no certificate in PEM, which begins with -----BEGIN CERTIFICATE-----.")]
    public void A_file_of_TLS_that_cannot_be_used_is_named_with_its_flag(string flag, string content, string message)
    {
        var bad = Path.Combine(folder, "bad.pem");
        File.WriteAllText(bad, content == "another" ? client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() : content);
        var good = new Dictionary<string, string> { ["tls-cert"] = Pem("server", server), ["tls-key"] = Key(server), ["client-ca"] = Pem("client", client) };

        var reader = new SettingsReader(name => name == flag ? bad : good.GetValueOrDefault(name), new ConfigurationBuilder().Build());

        var refused = Assert.Throws<SettingsException>(reader.Read);
        Assert.Equal(SettingsException.Refused, refused.ExitCode);
        Assert.StartsWith(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, bad), refused.Message, StringComparison.Ordinal);
    }

    private string Key(X509Certificate2 certificate)
    {
        var path = Path.Combine(folder, "server.key");
        File.WriteAllText(path, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return path;
    }

    private async Task<WebApplication> Start(string? clientAuthority)
    {
        var anyPort = new IPEndPoint(IPAddress.Loopback, 0);
        var settings = new ServerSettings { Http = anyPort, Grpc = anyPort, Data = folder, Tls = TlsCertificates.Read(TlsFlags.Clients, Pem("server", server), Key(server), clientAuthority) };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => KestrelSetup.Configure(kestrel, settings.Listeners));
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
