using System.Net.Http.Headers;
using Personalization.Grpc;

namespace Personalization.Chaos.Load;

/// <summary>One gateway, as its clients see it.</summary>
internal sealed class Gateway : IDisposable
{
    /// <summary>Longer than any fault may be felt, so that a client that gives up has found something.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient http, probe;
    private readonly GrpcClient grpc;
    private readonly IGatewayCalls[] protocols;
    private volatile bool isReady;

    /// <param name="name">The name of its silo.</param>
    /// <param name="address">Where it speaks HTTP.</param>
    /// <param name="grpcAddress">Where it speaks gRPC.</param>
    /// <param name="key">A key of all scopes.</param>
    /// <param name="gone">Completes when its process is gone.</param>
    public Gateway(string name, Uri address, Uri grpcAddress, string key, Task gone)
    {
        (Name, Gone) = (name, gone);
        http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) }) { BaseAddress = address, Timeout = Patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        probe = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(1) };
        grpc = GrpcClient.For(grpcAddress, new GrpcClientOptions { Headers = new Metadata().Add("authorization", "Bearer " + key) });
        protocols = [new HttpCalls(http), new GrpcCalls(grpc, Patience)];
    }

    /// <summary>The name of its silo.</summary>
    public string Name { get; }

    /// <summary>Completes when its process is gone.</summary>
    public Task Gone { get; }

    /// <summary>Whether it said at the last look that calls would be answered.</summary>
    public bool IsReady => isReady && !Gone.IsCompleted;

    /// <summary>For calls that are not part of the load.</summary>
    public HttpClient Http => http;

    /// <summary>Its calls, in one protocol after the other.</summary>
    public IGatewayCalls Calls(uint turn) => protocols[turn % (uint)protocols.Length];

    /// <summary>Asks whether it is ready.</summary>
    public async Task Probe()
    {
        try
        {
            using var response = await probe.GetAsync(new Uri("/readyz", UriKind.Relative));
            isReady = response.IsSuccessStatusCode;
        }
        catch (Exception away) when (away is HttpRequestException or IOException or OperationCanceledException)
        {
            isReady = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        probe.Dispose();
        grpc.Dispose();
    }
}
