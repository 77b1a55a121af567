using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Personalization.Gateway.Tests.Telemetry.Otlp;

/// <summary>A collector on loopback that speaks OTLP over HTTP with protobuf, and keeps what it gets.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
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

    public static async Task<OtlpReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
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
        requests.Enqueue((http.Request.Path.Value!, body.ToArray()));
        http.Response.ContentType = "application/x-protobuf";
    }

    /// <summary>Of each request: resources (1), their scopes (2), the scope's name (1, 1) and what it made (2).</summary>
    private IEnumerable<(string Name, IEnumerable<ProtoField> Items)> Scopes(string path) => requests
        .Where(request => request.Path == path)
        .SelectMany(request => ProtoField.Read(request.Body).All(1).Down(2))
        .Select(scope => (scope.Fields.One(1).Fields.One(1).Text, scope.Fields.All(2)));
}
