using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Personalization.Cli.Tests.Replaying;

public sealed class SecureBrokerTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_broker_whose_certificate_nobody_vouches_for_is_told_nothing()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(500));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var heard = Hear(listener, certificate);

        var run = await Personalize.Run("replay", "backfill", "--queue", "q", "--amqp", $"amqps://app:hush@localhost:{((IPEndPoint)listener.LocalEndpoint).Port}", "--key", "key");
        listener.Stop();

        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.Contains("The broker's certificate is not trusted here, or is not for localhost: ", run.Notes, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", run.Notes, StringComparison.Ordinal);
        Assert.Equal(0, await heard);
    }

    /// <summary>How many bytes came in clear behind the handshake, if there was one.</summary>
    private static async Task<int> Hear(TcpListener listener, X509Certificate2 certificate)
    {
        using var socket = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var secure = new SslStream(socket.GetStream());
        try
        {
            await secure.AuthenticateAsServerAsync(certificate);
            return await secure.ReadAsync(new byte[64], TestContext.Current.CancellationToken);
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException)
        {
            return 0;
        }
    }
}
