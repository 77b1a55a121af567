using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Personalization.Gateway.Tests.Telemetry.Otlp;

/// <summary>A collector on loopback that speaks OTLP, over HTTP with protobuf or over gRPC, and keeps what it gets.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Services = new(StringComparer.Ordinal)
    {
        ["/opentelemetry.proto.collector.trace.v1.TraceService/Export"] = "/v1/traces",
        ["/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"] = "/v1/metrics",
        ["/opentelemetry.proto.collector.logs.v1.LogsService/Export"] = "/v1/logs",
    };

    private readonly ConcurrentQueue<(string Path, byte[] Body)> requests = [];
    private readonly WebApplication app;

    private OtlpReceiver(WebApplication app) => this.app = app;

    public string Endpoint => app.Urls.Single();

    public IReadOnlyList<string> Paths => [.. requests.Select(request => request.Path)];

    /// <summary>Everything that arrived, for a look at what must not be in it.</summary>
    public string Raw => string.Concat(requests.Select(request => Encoding.Latin1.GetString(request.Body)));

    public IReadOnlyList<ReceivedSpan> Spans => [.. Scopes("/v1/traces").SelectMany(scope => scope.Items.Select(span => ReceivedSpan.Read(scope.Name, span)))];

    public IReadOnlyList<ReceivedLog> Logs => [.. Scopes("/v1/logs").SelectMany(scope => scope.Items.Select(record => ReceivedLog.Read(scope.Name, record)))];

    public IReadOnlySet<string> Metrics => Scopes("/v1/metrics").SelectMany(scope => scope.Items).Select(metric => metric.Fields.One(1).Text).ToHashSet(StringComparer.Ordinal);

    /// <summary>The attributes of the resource of a signal.</summary>
    public Dictionary<string, string> Resource(string path) => ProtoField.Read(requests.First(request => request.Path == path).Body).Down(1).First().Fields.Attributes(1);

    /// <param name="protocols">HTTP/1.1, or HTTP/2 with prior knowledge for gRPC.</param>
    public static async Task<OtlpReceiver> Start(HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        builder.Logging.ClearProviders();
        var receiver = new OtlpReceiver(builder.Build());
        receiver.app.Run(receiver.Take);
        await receiver.app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        if (Services.TryGetValue(http.Request.Path.Value!, out var path))
        {
            // A message behind its length and a flag; an empty one is the answer.
            requests.Enqueue((path, body.ToArray()[5..]));
            http.Response.ContentType = "application/grpc";
            await http.Response.Body.WriteAsync(new byte[5]);
            http.Response.AppendTrailer("grpc-status", "0");
            return;
        }

        requests.Enqueue((http.Request.Path.Value!, body.ToArray()));
        http.Response.ContentType = "application/x-protobuf";
    }

    /// <summary>Of each request: resources (1), their scopes (2), the scope's name (1, 1) and what it made (2).</summary>
    private IEnumerable<(string Name, IEnumerable<ProtoField> Items)> Scopes(string path) => requests
        .Where(request => request.Path == path)
        .SelectMany(request => ProtoField.Read(request.Body).All(1).Down(2))
        .Select(scope => (scope.Fields.One(1).Fields.One(1).Text, scope.Fields.All(2)));
}
