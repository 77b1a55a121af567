using System.Text.Json;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc.V1;
using Rpc = Personalization.Grpc.V1;

namespace Personalization.Gateway.Tests.Watching;

/// <summary>Whoever watches an id watches the person, whoever they turn out to be.</summary>
public sealed class MergedWatchTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private readonly string user = Sample.Fresh("user");
    private readonly string visitor = Sample.Fresh("visitor");

    private string Path => $"/v1/profiles/anonymous/{visitor}/watch";

    [Fact]
    public async Task A_watch_of_a_visitor_goes_on_with_the_user_they_turn_out_to_be()
    {
        await Send(OfVisitor());
        await using var stream = await EventStream.Open(server.Http, Path);
        Assert.Equal(("anonymous", visitor, 1), Told((await stream.Next())!.Value.Profile));

        await Send(SignIn());
        Assert.Equal(("user", user, 1), Told((await After(stream, version: 3))!.Value));

        await Send(Sample.Failure(user));
        Assert.Equal(("user", user, 2), Told((await stream.Next())!.Value.Profile));
    }

    [Fact]
    public async Task A_watch_of_who_was_merged_before_tells_of_each_change_of_the_user()
    {
        await Send(OfVisitor(), SignIn());
        await using var stream = await EventStream.Open(server.Http, Path);
        Assert.Equal(("user", user, 1), Told((await stream.Next())!.Value.Profile));

        await Send(Sample.Failure(user));
        Assert.Equal(("user", user, 2), Told((await stream.Next())!.Value.Profile));
    }

    [Fact]
    public async Task Where_a_merge_is_undone_the_watch_is_of_the_visitor_again()
    {
        await Send(OfVisitor(), SignIn());
        await using var stream = await EventStream.Open(server.Http, Path);
        await stream.Next();

        await server.Http.Post($"/v1/profiles/users/{user}/unmerge", $$"""{"kind":"anonymous","id":"{{visitor}}"}""");
        Assert.Equal(("anonymous", visitor, 1), Told((await stream.Next())!.Value.Profile));

        await Send(OfVisitor());
        Assert.Equal(("anonymous", visitor, 2), Told((await stream.Next())!.Value.Profile));
    }

    [Fact]
    public async Task The_version_of_a_visitor_says_nothing_of_the_user()
    {
        await Send(OfVisitor(), SignIn());
        var version = (await server.Http.Get($"/v1/profiles/users/{user}")).Body.GetProperty("version").GetInt64();

        await using var stream = await EventStream.Open(server.Http, Path, seen: $"{version}");
        var first = await stream.Next();
        Assert.Equal(("user", user, 1), Told(first!.Value.Profile));

        await using var again = await EventStream.Open(server.Http, Path, seen: first.Value.Id);
        await Send(Sample.Failure(user));
        Assert.Equal(("user", user, 2), Told((await again.Next())!.Value.Profile));
    }

    [Fact]
    public async Task On_gRPC_it_goes_on_with_the_user_too()
    {
        await Send(OfVisitor(), SignIn());
        await using var call = server.Grpc.Stream(Rpc.Profiles.Watch);
        await call.WriteAsync(new ProfilesWatchRequest { Kind = SubjectKind.Anonymous, Id = visitor, Version = 3 });
        await call.CompleteAsync();
        await using var responses = call.ReadAllAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await responses.MoveNextAsync());
        Assert.Equal((SubjectKind.User, user, 3), (responses.Current.Profile.Kind, responses.Current.Profile.Id, responses.Current.Profile.Version));

        await Send(Sample.Failure(user));
        Assert.True(await responses.MoveNextAsync());
        Assert.Equal(4, responses.Current.Profile.Version);
    }

    /// <summary>The first profile of at least a version: what comes on the way there may be sent, or not.</summary>
    private static async Task<JsonElement?> After(EventStream stream, long version)
    {
        while (await stream.Next() is { } next)
        {
            if (next.Profile.GetProperty("kind").GetString() == "user" && next.Profile.GetProperty("version").GetInt64() >= version)
            {
                return next.Profile;
            }
        }

        return null;
    }

    private static (string? Kind, string? Id, long Failures) Told(JsonElement profile) =>
        (profile.GetProperty("kind").GetString(), profile.GetProperty("id").GetString(), profile.GetProperty("errors")[0].GetProperty("count").GetInt64());

    private string SignIn() => $$"""{"type":"identify","messageId":"{{Sample.Fresh("id")}}","userId":"{{user}}","anonymousId":"{{visitor}}"}""";

    private string OfVisitor() =>
        $$$"""{"type":"track","messageId":"{{{Sample.Fresh("id")}}}","anonymousId":"{{{visitor}}}","event":"import_failed","properties":{"code":"csv_encoding","feature":"csv"}}""";

    private async Task Send(params string[] events) => Assert.Equal(events.Length, (await server.Http.Post("/v1/batch", Sample.Batch(events))).Accepted);
}
