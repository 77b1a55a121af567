using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Personalization.Gateway.Tests.Support;
using Personalization.Gateway.Tests.Telemetry.Otlp;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using DecisionCalls = Personalization.Grpc.V1.Decisions;

namespace Personalization.Gateway.Tests.Telemetry;

[Collection(nameof(OneServerPerProcess))]
public sealed class OtlpTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736", Caller = "00f067aa0ba902b7", TraceParent = $"00-{Trace}-{Caller}-01";

    [Fact]
    public async Task A_serve_over_HTTP_is_one_trace_from_the_caller_to_the_commit()
    {
        await using var receiver = await OtlpReceiver.Start();
        var user = Sample.Fresh("somebody");
        await Run(receiver, async server =>
        {
            await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
            server.Http.DefaultRequestHeaders.Add("traceparent", TraceParent);
            await server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"home.card"}""");

            // A serve need not wait for its commit; this comes behind it.
            server.Http.DefaultRequestHeaders.Remove("traceparent");
            await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        });

        var spans = receiver.Spans.Where(span => span.TraceId == Trace).ToList();
        var call = Assert.Single(spans, span => span.Name == "POST /v1/decide");
        var turn = Assert.Single(spans, span => span.Name == "decide");
        var commit = Assert.Single(spans, span => span.Name == "commit");
        Assert.Equal([Caller, call.Id, turn.Id], [call.ParentId, turn.ParentId, commit.ParentId]);
        Assert.Equal(["Microsoft.AspNetCore", "Personalization.Grains", "Personalization.Journal"], [call.Source, turn.Source, commit.Source]);
        Assert.Equal(("POST", "/v1/decide", "200"), (call.Attributes["http.request.method"], call.Attributes["http.route"], call.Attributes["http.response.status_code"]));
        Assert.Equal(("serve", "1"), (turn.Attributes["personalization.decide.mode"], turn.Attributes["personalization.decide.actions"]));
        Assert.Equal(("sqlite", "commit"), (commit.Attributes["db.system.name"], commit.Attributes["db.operation.name"]));
    }

    [Fact]
    public async Task A_serve_over_gRPC_is_one_trace_from_the_caller_to_the_commit()
    {
        await using var receiver = await OtlpReceiver.Start();
        var user = Sample.Fresh("somebody");
        await Run(receiver, async server =>
        {
            await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
            await server.Grpc.UnaryAsync(
                DecisionCalls.Decide, new DecideRequest { UserId = user, Surface = "home.card" }, new CallOptions { Headers = new Metadata().Add("traceparent", TraceParent) }, cancellation: TestContext.Current.CancellationToken);
            await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        });

        var spans = receiver.Spans.Where(span => span.TraceId == Trace).ToList();
        var call = Assert.Single(spans, span => span.Name == "personalization.v1.Decisions/Decide");
        var turn = Assert.Single(spans, span => span.Name == "decide");
        var commit = Assert.Single(spans, span => span.Name == "commit");
        Assert.Equal([Caller, call.Id, turn.Id], [call.ParentId, turn.ParentId, commit.ParentId]);
        Assert.Equal(
            ("grpc", "personalization.v1.Decisions", "Decide", "0"),
            (call.Attributes["rpc.system"], call.Attributes["rpc.service"], call.Attributes["rpc.method"], call.Attributes["rpc.grpc.status_code"]));
    }

    [Fact]
    public async Task Each_message_on_a_stream_is_a_trace_of_its_own_with_a_link_to_the_stream()
    {
        await using var receiver = await OtlpReceiver.Start();
        await Run(receiver, async server =>
        {
            await using var stream = server.Grpc.Open(DecisionCalls.DecideStream, new CallOptions { Headers = new Metadata().Add("traceparent", TraceParent) }, cancellation: TestContext.Current.CancellationToken);
            for (var correlation = 1UL; correlation <= 2; correlation++)
            {
                await stream.WriteAsync(new DecideStreamRequest { Correlation = correlation, Request = new DecideRequest { UserId = "u", Surface = "home.card" } });
            }

            await stream.CompleteAsync();
            await foreach (var response in stream.ReadAllAsync())
            {
                Assert.NotNull(response.Decision);
            }
        });

        var messages = receiver.Spans.Where(span => span.Source == "Personalization.Gateway").ToList();
        Assert.Equal(2, messages.Count);
        Assert.Equal(2, messages.Select(message => message.TraceId).Append(Trace).Distinct().Count() - 1);
        Assert.All(messages, message => Assert.Equal(("", 1), (message.ParentId, message.Links)));
        Assert.All(messages, message => Assert.Contains(receiver.Spans, span => span.Name == "decide" && span.ParentId == message.Id));
    }

    [Fact]
    public async Task Metrics_and_logs_arrive_and_a_log_names_its_span()
    {
        await using var receiver = await OtlpReceiver.Start();
        await Run(receiver, async server =>
        {
            await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure("u")));
            await server.Http.Post("/v1/decide", """{"userId":"u","surface":"home.card"}""");
            using var span = new System.Diagnostics.ActivitySource("Personalization.Tests").StartActivity("test");
            Words.Said(server.Services.GetRequiredService<ILogger<OtlpTests>>(), span!.TraceId.ToHexString());
        });

        var record = Assert.Single(receiver.Logs, record => record.Category.EndsWith(nameof(OtlpTests), StringComparison.Ordinal));
        Assert.Equal($"Said in {record.TraceId}", record.Body);
        Assert.Superset(
            new HashSet<string>(["personalization.decide.duration", "personalization.turns", "personalization.journal.commit.duration", "personalization.ready", "dotnet.gc.collections"], StringComparer.Ordinal),
            receiver.Metrics.ToHashSet(StringComparer.Ordinal));
        Assert.Equal("personalization", receiver.Resource("/v1/metrics")["service.name"]);
    }

    [Fact]
    public async Task All_three_arrive_over_gRPC_where_no_protocol_is_named()
    {
        await using var receiver = await OtlpReceiver.Start(HttpProtocols.Http2);
        await using (var server = await GatewayServer.With(new Dictionary<string, string?>(StringComparer.Ordinal) { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Endpoint }))
        {
            Words.Said(server.Services.GetRequiredService<ILogger<OtlpTests>>(), "nothing");
            await server.Http.Get("/v1/tenant");
        }

        Assert.Contains(receiver.Spans, span => span.Name == "GET /v1/tenant");
        Assert.Contains("personalization.ready", receiver.Metrics);
        Assert.Contains(receiver.Logs, record => record.Body == "Said in nothing");
    }

    [Fact]
    public async Task Nothing_that_is_sent_names_a_person()
    {
        await using var receiver = await OtlpReceiver.Start();
        var user = Sample.Fresh("somebody");
        await Run(receiver, async server =>
        {
            await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user), Sample.Group(user, "account-of-" + user), Sample.Track(user, "no_such_event")));
            await server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"home.card"}""");
            await server.Http.Get($"/v1/profiles/users/{user}?at=2026-01-01T00:00:00Z");
            await server.Grpc.Call(DecisionCalls.Decide, new DecideRequest { UserId = user, Surface = "no such surface" }).ContinueWith(call => Assert.True(call.IsFaulted), TaskScheduler.Default);
        });

        Assert.NotEmpty(receiver.Spans);
        Assert.DoesNotContain(user, receiver.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_are_no_traces()
    {
        await using var receiver = await OtlpReceiver.Start();
        await Run(receiver, async server =>
        {
            await server.Http.Get("/readyz");
            await server.Http.Text("/metrics");
            await server.Http.Get("/v1/tenant");
        });

        Assert.Equal(["GET /v1/tenant"], receiver.Spans.Where(span => span.Source == "Microsoft.AspNetCore").Select(span => span.Name));
    }

    [Fact]
    public async Task The_standard_sampler_variables_decide_what_is_traced()
    {
        await using var receiver = await OtlpReceiver.Start();
        await Run(
            receiver,
            async server =>
            {
                await server.Http.Post("/v1/decide", """{"userId":"u","surface":"home.card"}""");
                server.Http.DefaultRequestHeaders.Add("traceparent", TraceParent);
                await server.Http.Post("/v1/decide", """{"userId":"u","surface":"home.card"}""");
            },
            ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"),
            ("OTEL_TRACES_SAMPLER_ARG", "0"));

        Assert.All(receiver.Spans, span => Assert.Equal(Trace, span.TraceId));
        Assert.Contains(receiver.Spans, span => span.Name == "decide");
    }

    [Fact]
    public async Task Signals_are_sent_apart_and_the_service_has_the_name_that_the_variables_give_it()
    {
        await using var receiver = await OtlpReceiver.Start();
        await using (var server = await GatewayServer.With(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = receiver.Endpoint + "/v1/traces",
            ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "decisions-eu",
        }))
        {
            await server.Http.Get("/v1/tenant");
        }

        Assert.Equal(["/v1/traces"], receiver.Paths.Distinct());
        Assert.Equal("decisions-eu", receiver.Resource("/v1/traces")["service.name"]);
    }

    [Fact]
    public async Task A_collector_that_is_away_is_named_once_and_costs_no_answer()
    {
        // Bound and not listening: nobody else gets the port, and connections are refused.
        using var away = new Socket(SocketType.Stream, ProtocolType.Tcp);
        away.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var logs = new LogLines();
        await using (var server = await GatewayServer.With(Variables($"http://{away.LocalEndPoint}"), logs))
        {
            Assert.Equal(HttpStatusCode.OK, (await server.Http.Post("/v1/decide", """{"userId":"u","surface":"home.card"}""")).Status);
        }

        var (_, text) = Assert.Single(logs.All, line => line.Id == 1201);
        Assert.StartsWith("Telemetry cannot be sent", text, StringComparison.Ordinal);
        Assert.DoesNotContain(logs.All, line => line.Id == 1202);
    }

    [Fact]
    public async Task Without_an_endpoint_nobody_makes_spans()
    {
        await using var server = await GatewayServer.With(new Dictionary<string, string?>(StringComparer.Ordinal));
        await server.Http.Post("/v1/decide", """{"userId":"u","surface":"home.card"}""");

        Assert.False(new System.Diagnostics.ActivitySource("Personalization.Tests").HasListeners());
    }

    private static async Task Run(OtlpReceiver receiver, Func<GatewayServer, Task> calls, params (string Name, string Value)[] more)
    {
        var variables = Variables(receiver.Endpoint);
        foreach (var (name, value) in more)
        {
            variables[name] = value;
        }

        // Whatever is not sent when it has stopped never will be.
        await using var server = await GatewayServer.With(variables);
        await calls(server);
    }

    private static Dictionary<string, string?> Variables(string endpoint) => new(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };
}

/// <summary>Something to log.</summary>
internal static partial class Words
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Said in {Where}")]
    public static partial void Said(ILogger logger, string where);
}
