using System.Globalization;
using Personalization.Benchmarks.Peers;
using Personalization.Grpc;

namespace Personalization.Benchmarks.Smoke;

/// <summary>What the scenarios share: the server under test, the peers, and a scratch folder.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly ChildServer server;
    private readonly ChildServer peers;

    private Bench(ChildServer server, ChildServer peers, string scratch, string key, int httpPort, int grpcPort, int peerPort)
    {
        this.server = server;
        this.peers = peers;
        Scratch = scratch;
        Key = key;
        Http = Address(httpPort);
        Grpc = Address(grpcPort);
        Peer = Address(peerPort);
        Client = GrpcClient.For(Grpc, new GrpcClientOptions { Headers = new Metadata().Add("authorization", "Bearer " + key) });
    }

    /// <summary>A folder that is deleted at the end.</summary>
    public string Scratch { get; }

    /// <summary>The server's key.</summary>
    public string Key { get; }

    /// <summary>The server's HTTP address.</summary>
    public Uri Http { get; }

    /// <summary>The server's gRPC address.</summary>
    public Uri Grpc { get; }

    /// <summary>The address of the baselines.</summary>
    public Uri Peer { get; }

    /// <summary>A client of the server.</summary>
    public GrpcClient Client { get; }

    public static async Task<Bench> Start()
    {
        var scratch = Directory.CreateTempSubdirectory("personalization-bench-").FullName;
        var (http, grpc, peer) = (ChildServer.FreePort(), ChildServer.FreePort(), ChildServer.FreePort());
        const string Key = "pk_bench_0123456789abcdefghjkmnpqrstvwx";
        var server = await ChildServer.Start(
            "Personalization.Server",
            ["--http", Local(http), "--grpc", Local(grpc), "--data", Path.Combine(scratch, "server"), "--catalog", Repository.Find("samples/saas/catalog")],
            grpc,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["PERSONALIZATION_API_KEY"] = Key, ["Logging__LogLevel__Default"] = "Warning" });
        var peers = await ChildServer.Start("Personalization.Benchmarks", ["peer", Local(peer)], peer, new Dictionary<string, string>(StringComparer.Ordinal));
        return new Bench(server, peers, scratch, Key, http, grpc, peer);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server.DisposeAsync();
        await peers.DisposeAsync();
        Directory.Delete(Scratch, recursive: true);
    }

    private static string Local(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private static Uri Address(int port) => new("http://" + Local(port));
}
