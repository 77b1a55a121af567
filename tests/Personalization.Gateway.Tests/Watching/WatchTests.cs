using System.Net;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Rpc = Personalization.Grpc.V1;

namespace Personalization.Gateway.Tests.Watching;

public sealed class WatchTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private readonly string user = Sample.Fresh("user");

    [Fact]
    public async Task A_profile_is_sent_now_and_after_each_change()
    {
        await Fail(server);
        await using var stream = await EventStream.Open(server.Http, $"/v1/profiles/users/{user}/watch");
        var first = await stream.Next();
        Assert.Equal(("1", 1), (first!.Value.Id, first.Value.Profile.GetProperty("version").GetInt64()));

        await Fail(server);
        var second = await stream.Next();
        Assert.Equal(("2", 2), (second!.Value.Id, second.Value.Profile.GetProperty("errors")[0].GetProperty("count").GetInt64()));
    }

    [Fact]
    public async Task A_client_that_comes_back_is_sent_only_what_it_has_not()
    {
        await Fail(server);
        await using var stream = await EventStream.Open(server.Http, $"/v1/profiles/users/{user}/watch", seen: "1");
        await Fail(server);
        Assert.Equal("2", (await stream.Next())!.Value.Id);

        await using var late = await EventStream.Open(server.Http, $"/v1/profiles/users/{user}/watch", seen: "1");
        Assert.Equal("2", (await late.Next())!.Value.Id);
    }

    [Fact]
    public async Task An_account_may_be_watched_and_an_unknown_subject_not()
    {
        var account = Sample.Fresh("account");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Group(user, account, """{"plan":"team"}""")));
        await using var stream = await EventStream.Open(server.Http, $"/v1/profiles/accounts/{account}/watch");
        Assert.Equal(account, (await stream.Next())!.Value.Profile.GetProperty("id").GetString());

        var reply = await server.Http.Get("/v1/profiles/users/nobody/watch");
        Assert.Equal((HttpStatusCode.NotFound, "unknown_subject"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task On_gRPC_it_is_a_stream()
    {
        await Fail(server);
        await using var call = server.Grpc.Stream(Rpc.Profiles.Watch);
        await call.WriteAsync(new ProfilesWatchRequest { Kind = SubjectKind.User, Id = user });
        await call.CompleteAsync();
        await using var responses = call.ReadAllAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await responses.MoveNextAsync());
        Assert.Equal(1, responses.Current.Profile.Version);
        await Fail(server);
        Assert.True(await responses.MoveNextAsync());
        Assert.Equal(2, responses.Current.Profile.Version);
    }

    [Fact]
    public async Task On_gRPC_the_version_that_a_caller_has_is_not_sent_again()
    {
        await Fail(server);
        await using var call = server.Grpc.Stream(Rpc.Profiles.Watch);
        await call.WriteAsync(new ProfilesWatchRequest { Kind = SubjectKind.User, Id = user, Version = 1 });
        await call.CompleteAsync();
        await using var responses = call.ReadAllAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = responses.MoveNextAsync();
        await Fail(server);
        Assert.True(await next);
        Assert.Equal(2, responses.Current.Profile.Version);
    }

    [Fact]
    public async Task On_gRPC_nobody_watches_what_is_not_known_or_not_named()
    {
        Assert.Equal(StatusCode.NotFound, await StatusOf(new ProfilesWatchRequest { Kind = SubjectKind.User, Id = "nobody" }));
        Assert.Equal(StatusCode.InvalidArgument, await StatusOf(new ProfilesWatchRequest { Id = user }));
    }

    [Fact]
    public async Task Streams_end_when_the_server_stops()
    {
        var folder = Directory.CreateTempSubdirectory("watch-").FullName;
        try
        {
            var stopping = await GatewayServer.On(folder);
            await Fail(stopping);
            await using var stream = await EventStream.Open(stopping.Http, $"/v1/profiles/users/{user}/watch");
            await stream.Next();
            await using var call = stopping.Grpc.Stream(Rpc.Profiles.Watch);
            await call.WriteAsync(new ProfilesWatchRequest { Kind = SubjectKind.User, Id = user });
            await call.CompleteAsync();
            await using var responses = call.ReadAllAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken);
            Assert.True(await responses.MoveNextAsync());

            stopping.Stop();

            Assert.Null(await stream.Next());
            Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () => await responses.MoveNextAsync())).Code);
            await stopping.DisposeAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<StatusCode> StatusOf(ProfilesWatchRequest request)
    {
        await using var call = server.Grpc.Stream(Rpc.Profiles.Watch);
        await call.WriteAsync(request);
        await call.CompleteAsync();
        return (await Assert.ThrowsAsync<RpcException>(async () => await call.ReadSingleAsync())).Code;
    }

    private Task Fail(GatewayServer on) => on.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
}
