using System.Globalization;
using Personalization.Benchmarks.InProcess;
using Personalization.Benchmarks.Peers;
using Personalization.Grpc;

namespace Personalization.Benchmarks.Smoke;

/// <summary>What the scenarios share: the server under test, the peers, and a scratch folder.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly ChildServer server;
    private readonly ChildServer peers;
    private readonly List<Func<ValueTask>> owned = [];
    private LocalHost? host;

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

    /// <summary>A host inside this process, made on first use.</summary>
    public LocalHost Host => host ??= Own(new LocalHost(Path.Combine(Scratch, "host")));

    /// <summary>Has something closed at the end, before the folder goes.</summary>
    public void Own(Func<ValueTask> close) => owned.Add(close);

    public static async Task<Bench> Start()
    {
        var scratch = Directory.CreateTempSubdirectory("personalization-bench-").FullName;
        var (http, grpc, peer) = (ChildServer.FreePort(), ChildServer.FreePort(), ChildServer.FreePort());
        const string Secret = "pk_bench_0123456789abcdefghjkmnpqrstvwx";
        var tested = await ChildServer.Start(
            "Personalization.Server",
            ["--http", Local(http), "--grpc", Local(grpc), "--data", Path.Combine(scratch, "server"), "--catalog", Repository.Find("samples/saas/catalog")],
            grpc,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["PERSONALIZATION_API_KEY"] = Secret, ["Logging__LogLevel__Default"] = "Warning" });
        var baselines = await ChildServer.Start("Personalization.Benchmarks", ["peer", Local(peer)], peer, new Dictionary<string, string>(StringComparer.Ordinal));
        return new Bench(tested, baselines, scratch, Secret, http, grpc, peer);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var close in owned)
        {
            await close();
        }

        Client.Dispose();
        await server.DisposeAsync();
        await peers.DisposeAsync();
        Directory.Delete(Scratch, recursive: true);
    }

    private LocalHost Own(LocalHost made)
    {
        Own(made.DisposeAsync);
        return made;
    }

    private static string Local(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private static Uri Address(int port) => new("http://" + Local(port));
}
