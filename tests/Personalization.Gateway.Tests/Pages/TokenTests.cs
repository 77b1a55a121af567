using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Personalization.Gateway.Tests.Support;
using Personalization.Gateway.Tests.Telemetry;
using Personalization.Hosting.Logging;

namespace Personalization.Gateway.Tests.Pages;

/// <summary>Whoever has a token has the page, so it is in nothing that others read.</summary>
[Collection(nameof(OneServerPerProcess))]
public sealed class TokenTests
{
    [Fact]
    public async Task A_visit_leaves_its_token_in_no_log_span_or_metric()
    {
        var spans = new ConcurrentQueue<string>();
        using var tracing = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.Enqueue(string.Join('\n', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Prepend(span.DisplayName).Append(span.OperationName).Append(span.Source.Name))),
        };
        using var logs = new LogLines();
        await using var server = await GatewayServer.With(Logs.Defaults, logs);
        using var visitor = new PageVisitor(server);
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        var path = await PageVisitor.Link(server.Http, user, """{"allow":["preferences","export","erase"]}""");
        ActivitySource.AddActivityListener(tracing);

        await visitor.Open(path);
        await visitor.Post(path, [("do", "off")]);
        await visitor.Post(path, [("do", "off"), ("more", new string('x', 70_000))]);
        await visitor.Open(path + "/export");
        await visitor.Post(path + "/erase", [("sure", "yes")]);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open(path + "x")).Status);
        var metrics = await server.Http.Text("/metrics");

        var token = path["/p/".Length..];
        Assert.Contains(spans, span => span.Contains("GET /p/{token}\n", StringComparison.Ordinal) && span.Contains("Microsoft.AspNetCore", StringComparison.Ordinal));
        // What the client of this test notes of its own calls is not the server's.
        Assert.DoesNotContain(spans, span => span.Contains(token, StringComparison.Ordinal) && !span.EndsWith("System.Net.Http", StringComparison.Ordinal));
        Assert.Contains("/p/{token}", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(token, metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(logs.All, line => line.Text.Contains(token, StringComparison.Ordinal));
    }
}
