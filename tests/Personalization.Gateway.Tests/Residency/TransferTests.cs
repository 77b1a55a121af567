using System.Net;
using System.Net.Http.Headers;
using Personalization.Gateway.Regions;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Gateway.Tests.Residency;

/// <summary>A server of <c>eu</c>, which gives subjects away and takes them in.</summary>
public sealed class TransferTests : IAsyncLifetime
{
    private readonly string user = Sample.Fresh("user");
    private GatewayServer server = null!;

    public async ValueTask InitializeAsync() => server = await GatewayServer.In(new RegionMap("eu", new Dictionary<string, Uri>(StringComparer.Ordinal) { ["us"] = new("https://us.example.com") }));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_pinned_subject_is_421_under_every_protocol_and_others_are_not()
    {
        await Send(user);
        var decision = (await server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"home.card"}""")).Body.GetProperty("decisionId").GetString();
        await Pin(user, "us");

        Assert.Equal((HttpStatusCode.MisdirectedRequest, "wrong_region"), await Answer(server.Http.Get($"/v1/profiles/users/{user}")));
        Assert.Equal((HttpStatusCode.MisdirectedRequest, "wrong_region"), await Answer(server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"home.card"}""")));
        Assert.Equal((HttpStatusCode.MisdirectedRequest, "wrong_region"), await Answer(server.Http.Get($"/v1/decisions/{decision}")));
        Assert.Equal(
            (HttpStatusCode.MisdirectedRequest, "wrong_region"),
            await Answer(server.Http.Post("/v1/outcomes", $$"""{"decisionId":"{{decision}}","actionId":"help.import_failed","outcome":"shown"}""")));
        var refused = await Assert.ThrowsAsync<RpcException>(() => server.Grpc.Call(
            Personalization.Grpc.V1.Decisions.RecordOutcome, new RecordOutcomeRequest { DecisionId = decision, ActionId = "help.import_failed", Outcome = Outcome.Shown }));
        Assert.Equal(StatusCode.FailedPrecondition, refused.Code);
        Assert.Equal((HttpStatusCode.MisdirectedRequest, "wrong_region"), await Answer(server.Http.Post($"/v1/profiles/users/{user}/unmerge", """{"kind":"anonymous","id":"v1"}""")));
        refused = await Assert.ThrowsAsync<RpcException>(() => server.Grpc.Call(
            Personalization.Grpc.V1.Profiles.Unmerge, new ProfilesUnmergeRequest { UserId = user, Kind = SubjectKind.Anonymous, Id = "v1" }));
        Assert.Equal(StatusCode.FailedPrecondition, refused.Code);
        Assert.Equal(HttpStatusCode.OK, (await Send(Sample.Fresh("other"))).Status);

        await Pin(user, null);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);
    }

    [Fact]
    public async Task Whoever_is_served_here_is_neither_given_away_nor_taken_in_nor_erased()
    {
        var transfer = await Given();

        await Pin(user, "eu");

        Assert.Equal((HttpStatusCode.Conflict, "not_pinned"), await Answer(server.Http.Get($"/v1/profiles/users/{user}/transfer")));
        Assert.Equal((HttpStatusCode.Conflict, "not_pinned"), await Answer(server.Http.Delete($"/v1/profiles/users/{user}/transfer?version=9")));
        await server.Http.Delete($"/v1/profiles/users/{user}");
        Assert.Equal((HttpStatusCode.Conflict, "not_pinned"), await Answer(Take(user, transfer)));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);
    }

    [Fact]
    public async Task What_was_not_taken_along_is_not_erased()
    {
        await Given();

        Assert.Equal((HttpStatusCode.Conflict, "moved_on"), await Answer(server.Http.Delete($"/v1/profiles/users/{user}/transfer?version=1")));
        Assert.Equal((HttpStatusCode.BadRequest, "required"), await Answer(server.Http.Delete($"/v1/profiles/users/{user}/transfer")));
        Assert.Equal(2, (await server.Http.Delete($"/v1/profiles/users/{user}/transfer?version=2")).Body.GetProperty("events").GetInt32());
    }

    [Fact]
    public async Task A_transfer_is_taken_in_once_and_the_same_again_adds_nothing()
    {
        var transfer = await Given();
        await server.Http.Delete($"/v1/profiles/users/{user}/transfer?version=2");

        Assert.Equal("2 2 identical", Told(await Take(user, transfer)));
        Assert.Equal("2 0 identical", Told(await Take(user, transfer)));
        await Pin(user, null);
        Assert.Equal(2, (await server.Http.Get($"/v1/profiles/users/{user}")).Body.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task What_is_not_as_it_was_sent_is_refused_wherever_it_differs()
    {
        var transfer = await Given();
        await server.Http.Delete($"/v1/profiles/users/{user}/transfer?version=2");
        var lines = transfer.Split('\n');
        string[] damaged =
        [
            "", "{}\n", transfer[..^1], string.Join('\n', lines[..^2]) + "\n", transfer + lines[1] + "\n",
            string.Join('\n', lines.Where((_, at) => at != 1)), string.Join('\n', lines.Where((_, at) => at != 0)), string.Join('\n', [lines[0], lines[2], lines[1], .. lines[3..]]),
            .. Enumerable.Range(0, transfer.Length).Where(at => at % 23 == 5 && at < transfer.IndexOf("\"plan\"", StringComparison.Ordinal) && transfer[at] != '\n').Select(at => transfer[..at] + (transfer[at] == 'A' ? 'B' : 'A') + transfer[(at + 1)..]),
        ];

        foreach (var one in damaged)
        {
            Assert.Equal((one, (HttpStatusCode.UnprocessableEntity, "damaged_transfer")), (one, await Answer(Take(user, one))));
        }

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "damaged_transfer"), await Answer(Take(Sample.Fresh("other"), transfer)));
        await Pin(user, null);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);
    }

    [Fact]
    public async Task A_profile_that_folds_to_something_else_is_told()
    {
        var transfer = await Given();
        var at = transfer.IndexOf("\"profile\":\"", StringComparison.Ordinal) + 11;

        Assert.Equal((HttpStatusCode.Conflict, "transfer_differs"), await Answer(Take(user, transfer[..at] + (transfer[at] == '0' ? '1' : '0') + transfer[(at + 1)..])));
    }

    [Fact]
    public async Task A_server_of_no_region_pins_and_moves_nobody()
    {
        await using var alone = await GatewayServer.In(RegionMap.None);

        Task<Reply>[] all =
        [
            alone.Http.Get($"/v1/profiles/users/{user}/region"), alone.Http.Get($"/v1/profiles/users/{user}/transfer"), alone.Http.Delete($"/v1/profiles/users/{user}/transfer?version=1"),
        ];
        foreach (var one in all)
        {
            Assert.Equal((HttpStatusCode.NotImplemented, "cannot_move"), await Answer(one));
        }
    }

    /// <summary>The user with two events, pinned to the other region, as it travels.</summary>
    private async Task<string> Given()
    {
        await Send(user);
        await Send(user);
        await Pin(user, "us");
        return await server.Http.Text($"/v1/profiles/users/{user}/transfer");
    }

    private Task<Reply> Send(string who) => server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(who)));

    private async Task Pin(string who, string? region)
    {
        using var content = new StringContent(region is null ? "{}" : $$"""{"region":"{{region}}"}""", new MediaTypeHeaderValue("application/json"));
        Assert.Equal(region, (await Calls.Read(await server.Http.PutAsync($"/v1/profiles/users/{who}/region", content))).Body.GetProperty("region").GetString());
    }

    private async Task<Reply> Take(string who, string transfer)
    {
        using var content = new StringContent(transfer, new MediaTypeHeaderValue("application/x-ndjson"));
        return await Calls.Read(await server.Http.PutAsync($"/v1/profiles/users/{who}/transfer", content));
    }

    private static async Task<(HttpStatusCode, string)> Answer(Task<Reply> asked) => (await asked) is var reply ? (reply.Status, reply.Code) : default;

    private static string Told(Reply reply) => $"{reply.Body.GetProperty("events")} {reply.Body.GetProperty("added")} {reply.Body.GetProperty("profile")}";
}
