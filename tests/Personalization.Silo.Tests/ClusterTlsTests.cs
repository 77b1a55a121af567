using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Personalization.HostContract.Postgres;
using Personalization.Silo.Tests.Support;

namespace Personalization.Silo.Tests;

/// <summary>Silos that know each other by certificates.</summary>
public sealed class ClusterTlsTests(PostgresServer postgres) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("silo-tls-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Members_join_and_strangers_are_kept_out()
    {
        using var authority = new Authority(folder.FullName, "ours");
        using var stranger = new Authority(folder.FullName, "theirs");
        await using var cluster = await TestCluster.Make(postgres);
        var one = await cluster.Start(authority.Flags());
        await cluster.Start(authority.Flags());
        await cluster.Start(["--gateway-only", .. authority.Flags()]);

        Assert.Equal(2, await cluster.Count(SiloStatus.Active));
        Assert.Equal(200, (await one.Ready()).Status);
        using var member = authority.Issue("member");
        using var other = stranger.Issue("member");
        Assert.True(await IsLetIn(cluster.SiloPorts[0], member));
        Assert.False(await IsLetIn(cluster.SiloPorts[0], other));
        Assert.False(await IsLetIn(cluster.SiloPorts[0], certificate: null));
    }

    /// <summary>Whether the silo begins to speak; under TLS 1.3 a client learns only then that its certificate was refused.</summary>
    private static async Task<bool> IsLetIn(int port, X509Certificate2? certificate)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(System.Net.IPAddress.Loopback, port, Cancellation);
        await using var tls = new SslStream(socket.GetStream());
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "silo",
                    ClientCertificates = certificate is null ? null : [certificate],
                    RemoteCertificateValidationCallback = static (_, shown, _, _) => shown?.Issuer == "CN=ours",
                },
                Cancellation);
            return await tls.ReadAsync(new byte[1], Cancellation) > 0;
        }
        catch (Exception refused) when (refused is IOException or System.Security.Authentication.AuthenticationException)
        {
            return false;
        }
    }
}
