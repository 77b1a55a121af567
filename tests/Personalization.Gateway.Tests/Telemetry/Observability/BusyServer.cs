using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Channels;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.Gateway.Tests.Support;
using Personalization.Grains;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Personalization.Projections.Feed;
using Personalization.Server.Keys;
using DecisionCalls = Personalization.Grpc.V1.Decisions;

namespace Personalization.Gateway.Tests.Telemetry.Observability;

/// <summary>A server that has had calls of every kind, what its <c>/metrics</c> says then, and the instruments that it has made.</summary>
public sealed partial class BusyServer : IAsyncLifetime
{
    private readonly Dictionary<string, Instrument> instruments = new(StringComparer.Ordinal);

    private readonly ConcurrentQueue<Activity> spans = [];

    /// <summary>Our own spans that went well.</summary>
    internal IReadOnlySet<SpanRow> Spans => spans.Where(span => span.GetTagItem("error.type") is null).Select(SpanRow.Of).ToHashSet();

    /// <summary>The names of all samples.</summary>
    public IReadOnlySet<string> Samples { get; private set; } = new HashSet<string>();

    /// <summary>Our own instruments by name.</summary>
    public IReadOnlyCollection<Instrument> Instruments => instruments.Values;

    public async ValueTask InitializeAsync()
    {
        using var tracing = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Personalization.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(tracing);
        await using var server = await GatewayServer.With(new Dictionary<string, string?>(StringComparer.Ordinal));
        await Work(server, Sample.Fresh("somebody"));
        Samples = (await server.Http.Text("/metrics")).Split('\n').Select(line => SampleName().Match(line)).Where(match => match.Success).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        // Made where a broker or consumers of the feed are configured.
        var meters = server.Services.GetRequiredService<IMeterFactory>();
        using var channels = new ChannelMetrics(meters);
        using var feed = new FeedMetrics(meters, new FeedDriver(null!, null!, [], null!, TimeProvider.System));
        using var listener = new MeterListener { InstrumentPublished = Note };
        listener.Start();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task Work(GatewayServer server, string user)
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user), Sample.Group(user, "a1"), Sample.Track(user, "no_such_event")));
        var decision = await server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"home.card"}""");
        var (id, action) = (decision.Body.GetProperty("decisionId").GetString(), decision.Body.GetProperty("actions")[0].GetProperty("id").GetString());
        await server.Http.Post("/v1/outcomes", $$"""{"decisionId":"{{id}}","actionId":"{{action}}","outcome":"clicked"}""");
        await server.Http.Get($"/v1/profiles/users/{user}");
        await server.Grpc.Call(DecisionCalls.Decide, new DecideRequest { UserId = user, Surface = "home.card", Mode = DecideMode.Peek });
        await Stream(server, DecisionCalls.DecideStream, new DecideStreamRequest { Request = new DecideRequest { UserId = user, Surface = "home.card" } });
        await Stream(server, Events.IngestStream, new IngestStreamRequest { Batch = 1 });
        var history = new Tracked { Id = "h1", Time = new(1), ReceivedAt = new(1), Name = "imported", Properties = ValueMap.Empty };
        await server.Services.GetRequiredService<IHistoryImport>().Import(new SubjectKey(FirstKey.Tenant, Core.Subjects.SubjectKind.User, user), [history], TestContext.Current.CancellationToken);
    }

    private static async Task Stream<TRequest, TResponse>(GatewayServer server, Method<TRequest, TResponse> method, TRequest request)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        await using var stream = server.Grpc.Stream(method);
        await stream.WriteAsync(request);
        await stream.CompleteAsync();
        await foreach (var response in stream.ReadAllAsync())
        {
            Assert.NotNull(response);
        }
    }

    private void Note(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name.StartsWith("Personalization.", StringComparison.Ordinal))
        {
            instruments[instrument.Name] = instrument;
        }
    }

    [GeneratedRegex("^[a-z][a-zA-Z0-9_]*", RegexOptions.NonBacktracking)]
    private static partial Regex SampleName();
}
