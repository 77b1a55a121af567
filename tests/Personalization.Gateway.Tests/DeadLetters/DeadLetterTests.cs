using System.Net;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.DeadLetters;

public sealed class DeadLetterTests : IAsyncLifetime
{
    private readonly GatewayServer server = new();

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_refused_event_is_kept_as_it_was_sent_with_the_reason()
    {
        var sent = Sample.Track("u", "no_such_event", messageId: "m1");

        await server.Http.Post("/v1/batch", Sample.Batch(sent));

        var letter = (await server.Http.Get("/v1/dead-letters")).Body.GetProperty("deadLetters")[0];
        Assert.Equal(sent, letter.GetProperty("raw").GetString());
        Assert.Equal("m1", letter.GetProperty("messageId").GetString());
        Assert.Equal("unknown_event", letter.GetProperty("code").GetString());
        Assert.Equal("/event", letter.GetProperty("path").GetString());
    }

    [Fact]
    public async Task A_retry_keeps_what_is_still_wrong_and_names_it()
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track("u", "no_such_event")));

        var reply = await server.Http.Post("/v1/dead-letters/retry", "{}");

        Assert.Equal([(0, "unknown_event", "/event")], reply.Rejected);
        Assert.Equal(1, (await server.Http.Get("/v1/dead-letters")).Body.GetProperty("deadLetters").GetArrayLength());
    }

    [Fact]
    public async Task A_retry_takes_what_is_right_by_now_and_drops_the_letter()
    {
        var user = Sample.Fresh("user");
        await Keep(Sample.Failure(user));

        var reply = await server.Http.Post("/v1/dead-letters/retry", "{}");

        Assert.Equal(1, reply.Accepted);
        Assert.Equal(0, (await server.Http.Get("/v1/dead-letters")).Body.GetProperty("deadLetters").GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);
    }

    [Fact]
    public async Task A_retry_can_name_its_letters()
    {
        await Keep(Sample.Failure("u"));
        await Keep(Sample.Failure("u"));
        var newest = (await server.Http.Get("/v1/dead-letters?limit=1")).Body.GetProperty("deadLetters")[0].GetProperty("id").GetInt64();

        var reply = await server.Http.Post("/v1/dead-letters/retry", $$"""{"ids":[{{newest}}]}""");

        Assert.Equal(1, reply.Accepted);
        Assert.Equal(1, (await server.Http.Get("/v1/dead-letters")).Body.GetProperty("deadLetters").GetArrayLength());
    }

    [Fact]
    public async Task An_event_of_a_single_call_remembers_its_type()
    {
        await server.Http.Post("/v1/track", """{"messageId":"m1","userId":"u","event":"no_such_event"}""");

        var reply = await server.Http.Post("/v1/dead-letters/retry", "{}");

        Assert.Equal([(0, "unknown_event", "/event")], reply.Rejected);
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest()
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track("u", "no_1"), Sample.Track("u", "no_2"), Sample.Track("u", "no_3")));

        var first = (await server.Http.Get("/v1/dead-letters?limit=2")).Body;
        var second = (await server.Http.Get($"/v1/dead-letters?limit=2&before={first.GetProperty("next").GetInt64()}")).Body;

        Assert.Equal(["no_3", "no_2", "no_1"], first.GetProperty("deadLetters").EnumerateArray().Concat(second.GetProperty("deadLetters").EnumerateArray())
            .Select(letter => letter.GetProperty("message").GetString()!.Split('\'')[1]));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    private async Task Keep(string raw) => await server.Control.DeadLetters.Add(
        [new(Personalization.Server.Keys.FirstKey.Tenant, Core.Instant.From(DateTimeOffset.UtcNow), "m", new Core.Problem("wrong_once", "", "It was wrong."), raw)]);
}
