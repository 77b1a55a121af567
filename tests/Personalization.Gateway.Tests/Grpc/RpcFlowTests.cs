using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Gateway.Tests.Grpc;

public sealed class RpcFlowTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Fact]
    public async Task An_ingested_event_is_seen_by_the_next_decision_and_its_outcome_by_the_profile()
    {
        var user = Sample.Fresh("user");

        var ingested = await server.Grpc.Call(Events.Ingest, new IngestRequest { Events = { Failure(user) } });
        var decided = await server.Grpc.Call(Personalization.Grpc.V1.Decisions.Decide, new DecideRequest { UserId = user, Surface = "home.card" });
        var report = new RecordOutcomeRequest { DecisionId = decided.DecisionId, ActionId = "help.import_failed", Outcome = Outcome.Shown };
        var first = await server.Grpc.Call(Personalization.Grpc.V1.Decisions.RecordOutcome, report);
        var second = await server.Grpc.Call(Personalization.Grpc.V1.Decisions.RecordOutcome, report);
        var profile = await server.Grpc.Call(Personalization.Grpc.V1.Profiles.Get, new ProfilesGetRequest { Kind = SubjectKind.User, Id = user });

        Assert.Equal(1, ingested.Accepted);
        Assert.Equal("help.import_failed", decided.Actions.Single().Id);
        Assert.NotEmpty(decided.Actions[0].Why);
        Assert.Equal((true, false), (first.Recorded, second.Recorded));
        Assert.Equal((3, 1), (profile.Profile.Version, profile.Profile.Exposures.Single().Shown));
    }

    [Fact]
    public async Task Both_protocols_make_the_same_event_of_the_same_facts()
    {
        var (overHttp, overGrpc) = (Sample.Fresh("user"), Sample.Fresh("user"));
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track(overHttp, "feature_used", """{"feature":"gantt","durationMs":1500,"n":0.5,"list":[1,{"a":null}]}""", more:
            ""","timestamp":"2026-03-01T09:30:00.250Z","context":{"locale":"de","groupId":"acme","device":{"type":"mobile"},"location":{"country":"AT"}}""")));
        var properties = Struct.Parser.ParseJson("""{"feature":"gantt","durationMs":1500,"n":0.5,"list":[1,{"a":null}]}""");
        await server.Grpc.Call(Events.Ingest, new IngestRequest
        {
            Events =
            {
                new Event
                {
                    MessageId = Sample.Fresh("event"), Type = EventType.Track, UserId = overGrpc, Event_ = "feature_used", Properties = properties,
                    Timestamp = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 3, 1, 9, 30, 0, 250, TimeSpan.Zero)),
                    Context = new EventContext { Locale = "de", GroupId = "acme", DeviceType = "mobile", Country = "AT" },
                },
            },
        });

        var http = await StoredEvent(overHttp);
        var grpc = await StoredEvent(overGrpc);

        Assert.Equal(http.GetProperty("properties").GetRawText(), grpc.GetProperty("properties").GetRawText());
        Assert.Equal(http.GetProperty("time").GetString(), grpc.GetProperty("time").GetString());
        Assert.Equal(http.GetProperty("accountId").GetString(), grpc.GetProperty("accountId").GetString());
        Assert.Equal(await ContextOf(overHttp), await ContextOf(overGrpc));
    }

    [Fact]
    public async Task A_refused_event_is_told_like_on_HTTP_and_can_be_tried_again_from_the_dead_letters()
    {
        var messageId = Sample.Fresh("event");
        var wrong = new Event { MessageId = messageId, Type = EventType.Track, UserId = "u", Event_ = "no_such_event" };

        var reply = await server.Grpc.Call(Events.Ingest, new IngestRequest { Events = { wrong, Failure(Sample.Fresh("user")) } });

        var rejected = reply.Rejected.Single();
        Assert.Equal((1, 0, "unknown_event", "/event", messageId), (reply.Accepted, rejected.Index, rejected.Code, rejected.Path, rejected.MessageId));
        var letter = (await server.Http.Get("/v1/dead-letters")).Body.GetProperty("deadLetters").EnumerateArray().Single(one => one.GetProperty("messageId").GetString() == messageId);
        var retried = await server.Http.Post("/v1/dead-letters/retry", $$"""{"ids":[{{letter.GetProperty("id").GetInt64()}}]}""");
        Assert.Equal([(0, "unknown_event", "/event")], retried.Rejected);
    }

    [Fact]
    public async Task A_stream_of_batches_is_acknowledged_in_order()
    {
        var user = Sample.Fresh("user");
        await using var call = server.Grpc.Stream(Events.IngestStream);
        for (ulong batch = 1; batch <= 10; batch++)
        {
            await call.WriteAsync(new IngestStreamRequest { Batch = batch, Events = { Failure(user), Failure(user) } });
        }

        await call.CompleteAsync();
        var acknowledged = new List<IngestStreamResponse>();
        await foreach (var one in call.ReadAllAsync())
        {
            acknowledged.Add(one);
        }

        Assert.Equal(Enumerable.Range(1, 10).Select(number => (ulong)number), acknowledged.Select(one => one.Batch));
        Assert.All(acknowledged, one => Assert.Equal(2, one.Accepted));
    }

    [Fact]
    public async Task A_stream_of_decisions_answers_every_request_under_its_number_and_survives_a_wrong_one()
    {
        await using var call = server.Grpc.Stream(Personalization.Grpc.V1.Decisions.DecideStream);
        for (ulong number = 1; number <= 600; number++)
        {
            var surface = number == 300 ? "no.such" : "home.card";
            await call.WriteAsync(new DecideStreamRequest { Correlation = number, Request = new DecideRequest { UserId = "u", Surface = surface, Mode = DecideMode.Peek } });
        }

        await call.CompleteAsync();
        var answers = new Dictionary<ulong, DecideStreamResponse>();
        await foreach (var one in call.ReadAllAsync())
        {
            answers.Add(one.Correlation, one);
        }

        Assert.Equal(600, answers.Count);
        Assert.Equal([300ul], answers.Values.Where(one => one.ResultCase == DecideStreamResponse.ResultOneofCase.Error).Select(one => one.Correlation));
    }

    [Fact]
    public async Task A_batch_of_decisions_keeps_its_order_and_fails_one_by_one()
    {
        var request = new DecideBatchRequest
        {
            Requests =
            {
                new DecideRequest { UserId = "u", Surface = "home.card", Mode = DecideMode.Peek },
                new DecideRequest { UserId = "u", Surface = "no.such", Mode = DecideMode.Peek },
                new DecideRequest { Surface = "home.card" },
            },
        };

        var reply = await server.Grpc.Call(Personalization.Grpc.V1.Decisions.DecideBatch, request);

        Assert.Equal(DecideResult.ResultOneofCase.Decision, reply.Results[0].ResultCase);
        Assert.Equal((int)StatusCode.InvalidArgument, reply.Results[1].Error.Code);
        Assert.Equal((int)StatusCode.InvalidArgument, reply.Results[2].Error.Code);
    }

    [Fact]
    public async Task An_explanation_lists_every_other_action()
    {
        var request = new ExplainRequest { Request = new DecideRequest { UserId = "u", Surface = "home.card" } };

        var reply = await server.Grpc.Call(Personalization.Grpc.V1.Decisions.Explain, request);

        Assert.Equal(reply.Decision.RejectedCount, reply.Rejected.Count);
        Assert.NotEmpty(reply.Rejected);
    }

    [Fact]
    public async Task A_problem_is_a_status_with_its_code_and_field()
    {
        var failed = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Grpc.Call(Personalization.Grpc.V1.Decisions.Decide, new DecideRequest { UserId = new string('x', 201), Surface = "home.card" }));

        Assert.Equal(StatusCode.InvalidArgument, failed.Code);
        Assert.Equal("too_long", failed.Detail<ErrorInfo>()!.Reason);
        Assert.Equal("Shorten the text that the path names.", failed.Detail<ErrorInfo>()!.Metadata["hint"]);
        Assert.Equal("user_id", failed.Detail<BadRequest>()!.FieldViolations.Single().Field);
    }

    [Fact]
    public async Task A_mode_of_a_later_release_is_refused_and_nothing_is_served()
    {
        var request = new DecideRequest { UserId = "u", Surface = "home.card", Mode = (DecideMode)7 };

        var failed = await Assert.ThrowsAsync<RpcException>(async () => await server.Grpc.Call(Personalization.Grpc.V1.Decisions.Decide, request));

        Assert.Equal("mode", failed.Detail<BadRequest>()!.FieldViolations.Single().Field);
    }

    [Fact]
    public async Task An_id_of_bytes_that_are_no_character_is_refused()
    {
        // The parser puts U+FFFD in the place of the byte FF; the other event is good.
        var broken = Failure("u?").ToByteArray();
        broken[Array.IndexOf(broken, (byte)'?')] = 0xFF;

        var reply = await server.Grpc.Call(Events.Ingest, new IngestRequest { Events = { Event.Parser.ParseFrom(broken), Failure("u") } });

        Assert.Equal(1, reply.Accepted);
        Assert.Equal((0, "invalid_utf8", "/userId"), (reply.Rejected.Single().Index, reply.Rejected[0].Code, reply.Rejected[0].Path));
    }

    [Fact]
    public async Task An_unknown_subject_is_NOT_FOUND()
    {
        var failed = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Grpc.Call(Personalization.Grpc.V1.Profiles.Get, new ProfilesGetRequest { Kind = SubjectKind.User, Id = "nobody" }));

        Assert.Equal(StatusCode.NotFound, failed.Code);
    }

    [Fact]
    public async Task A_batch_of_2501_events_is_refused_whole()
    {
        var request = new IngestRequest();
        request.Events.AddRange(Enumerable.Repeat(new Event { MessageId = "m", Type = EventType.Track, UserId = "u", Event_ = "project_created" }, 2_501));

        var failed = await Assert.ThrowsAsync<RpcException>(async () => await server.Grpc.Call(Events.Ingest, request));

        Assert.Equal("too_many_events", failed.Detail<ErrorInfo>()!.Reason);
    }

    private static Event Failure(string user) => new()
    {
        MessageId = Sample.Fresh("event"), Type = EventType.Track, UserId = user, Event_ = "import_failed",
        Properties = Struct.Parser.ParseJson("""{"code":"csv_encoding","feature":"csv"}"""),
    };

    private async Task<System.Text.Json.JsonElement> StoredEvent(string user) =>
        (await server.Http.Get($"/v1/profiles/users/{user}/events")).Body.GetProperty("events")[0];

    private async Task<string> ContextOf(string user) =>
        (await server.Http.Get($"/v1/profiles/users/{user}")).Body.GetProperty("context").GetRawText();
}
