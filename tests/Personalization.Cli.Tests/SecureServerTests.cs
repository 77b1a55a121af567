using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Personalization.Cli.Tests;

/// <summary>What a person is told who talks to a server under TLS in the wrong way.</summary>
public sealed class SecureServerTests : IAsyncLifetime
{
    private readonly X509Certificate2 certificate = SelfSigned();
    private WebApplication? app;

    private Uri Secure { get; set; } = null!;

    private Uri Plain { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.UseHttps(certificate);
            });
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        app = builder.Build();
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        (Secure, Plain) = (new Uri(addresses[0]), new Uri(addresses[1]));
    }

    public async ValueTask DisposeAsync()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
        certificate.Dispose();
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_told_and_how_to_trust_it()
    {
        var run = await Ask(Secure);

        Assert.Equal(ExitCode.Unreachable, run.ExitCode);
        Assert.StartsWith("error Unavailable: There is no TLS with the server: The remote certificate is invalid", run.Notes, StringComparison.Ordinal);
        Assert.Contains("SSL_CERT_FILE", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_without_TLS_of_a_server_with_it_is_told()
    {
        var run = await Ask(new UriBuilder(Secure) { Scheme = "http" }.Uri);

        Assert.Equal(ExitCode.Unreachable, run.ExitCode);
        Assert.Contains("https://", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_with_TLS_of_a_server_without_it_is_told()
    {
        var run = await Ask(new UriBuilder(Plain) { Scheme = "https" }.Uri);

        Assert.Equal(ExitCode.Unreachable, run.ExitCode);
        Assert.Contains("http://", run.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("send", "-")]
    [InlineData("replay", "verify")]
    [InlineData("replay", "backfill", "-")]
    public async Task A_command_that_streams_tells_it_too(params string[] command)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("events.ndjson", """{"type":"track","messageId":"m","userId":"u","event":"e"}""");

        var run = await Personalize.Run([.. command.Select(word => word == "-" ? file : word), "--key", "key", "--server", $"http://{Secure.Authority}"]);

        Assert.Equal(ExitCode.Unreachable, run.ExitCode);
        Assert.Contains("https://", run.Notes, StringComparison.Ordinal);
    }

    private static Task<Personalize> Ask(Uri server) => Personalize.Run("profile", "user", "u", "--key", "key", "--server", server.ToString());

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
