using System.Net;
using System.Reflection;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Core.Subjects;
using Personalization.Gateway.Regions;
using Personalization.Gateway.Tests.Pages;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Personalization.Server.Keys;

namespace Personalization.Gateway.Tests.Regions;

/// <summary>A server in <c>eu</c> that knows where <c>us</c> is.</summary>
public sealed class RegionTests : IAsyncLifetime
{
    private const string FailedPrecondition = "9";
    private static readonly RegionMap Map = new("eu", new Dictionary<string, Uri>(StringComparer.Ordinal) { ["us"] = new("https://us.example.com/api/") });

    private readonly string user = Sample.Fresh("user");
    private GatewayServer server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await GatewayServer.In(Map);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Of_a_tenant_pinned_elsewhere_every_address_is_421_but_this_one()
    {
        await Pin("us");
        var answered = new List<string>();
        foreach (var route in MappedRoute.Guarded(server.Services))
        {
            var reply = await route.Send(server.Http);
            if ((reply.Status, reply.Body.TryGetProperty("code", out var code) ? code.GetString() : null) != (HttpStatusCode.MisdirectedRequest, "wrong_region"))
            {
                answered.Add($"{route.Method} {route.Path}: {reply.Status}");
            }
        }

        Assert.Equal(["GET /v1/dead-letters: OK"], answered);
    }

    [Fact]
    public async Task Of_a_tenant_pinned_elsewhere_every_method_is_FAILED_PRECONDITION()
    {
        await Pin("us");
        var key = server.Http.DefaultRequestHeaders.Authorization!.Parameter;
        var methods = typeof(EventsReflection).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(EventsReflection).Namespace)
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)).OfType<FileDescriptor>()
            .SelectMany(file => file.Services).SelectMany(service => service.Methods).Select(method => $"/{method.Service.FullName}/{method.Name}").ToList();

        Assert.Contains("/personalization.v1.Replay/Start", methods);
        foreach (var method in methods)
        {
            Assert.Equal((method, FailedPrecondition), (method, await RpcStatus.Of(server.GrpcAddress, method, key)));
        }
    }

    [Fact]
    public async Task A_page_of_a_tenant_pinned_elsewhere_says_so_to_people()
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        var path = await PageVisitor.Link(server.Http, user, """{"allow":["preferences","export","erase"]}""");
        await Pin("us");

        using var visitor = new PageVisitor(server);
        foreach (var page in new[] { await visitor.Open(path), await visitor.Post(path, [("do", "off")]), await visitor.Open(path + "/export"), await visitor.Post(path + "/erase", [("sure", "yes")]) })
        {
            Assert.Equal(HttpStatusCode.MisdirectedRequest, page.Status);
            Assert.Contains("another region", page.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_problem_names_the_region_and_this_call_at_its_address()
    {
        await Pin("us");
        var reply = await server.Http.Get("/v1/profiles/users/a%2Fb?at=2026-01-01");
        Assert.Equal(("us", "https://us.example.com/api/"), (reply.Body.GetProperty("region").GetString(), reply.Body.GetProperty("address").GetString()));
        Assert.Equal("https://us.example.com/api/v1/profiles/users/a%2Fb?at=2026-01-01", reply.Message.Headers.Location!.OriginalString);

        var refused = await Assert.ThrowsAsync<RpcException>(() => server.Grpc.Call(Personalization.Grpc.V1.Profiles.Get, new ProfilesGetRequest { Kind = Personalization.Grpc.V1.SubjectKind.User, Id = user }));
        var info = refused.Detail<ErrorInfo>()!;
        Assert.Equal(("wrong_region", "us", "https://us.example.com/api/"), (info.Reason, info.Metadata["region"], info.Metadata["address"]));
    }

    [Fact]
    public async Task A_region_that_nobody_told_the_address_of_is_named_alone()
    {
        await Pin("asia");
        var reply = await server.Http.Get("/v1/tenant");
        Assert.Equal((HttpStatusCode.MisdirectedRequest, "asia", null), (reply.Status, reply.Body.GetProperty("region").GetString(), reply.Body.GetProperty("address").GetString()));
        Assert.Null(reply.Message.Headers.Location);
    }

    [Fact]
    public async Task Nothing_of_what_is_refused_is_stored()
    {
        await Pin("us");
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user), "17"))).Status);
        Assert.Empty((await server.Http.Get("/v1/dead-letters")).Body.GetProperty("deadLetters").EnumerateArray());

        await Pin("eu");
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);
    }

    [Fact]
    public async Task Streams_that_are_open_when_the_tenant_is_pinned_refuse_what_comes_after()
    {
        await using var events = server.Grpc.Stream(Events.IngestStream);
        await using var decisions = server.Grpc.Stream(Personalization.Grpc.V1.Decisions.DecideStream);
        var (ingested, decided) = (events.ReadAllAsync().GetAsyncEnumerator(Cancellation), decisions.ReadAllAsync().GetAsyncEnumerator(Cancellation));
        Assert.Equal((1, null), await Send(events, ingested));
        Assert.Null(await Ask(decisions, decided));

        await Pin("us");
        Assert.Equal((0, "wrong_region"), await Send(events, ingested));
        Assert.Equal((int)StatusCode.FailedPrecondition, await Ask(decisions, decided));

        await Pin(null);
        Assert.Equal((1, null), await Send(events, ingested));
        Assert.Null(await Ask(decisions, decided));
        await events.CompleteAsync();
        await decisions.CompleteAsync();
        Assert.Empty((await server.Http.Get("/v1/dead-letters")).Body.GetProperty("deadLetters").EnumerateArray());
    }

    [Fact]
    public async Task A_rebuild_into_a_tenant_that_is_pinned_elsewhere_is_421()
    {
        var next = new TenantId("demo/next");
        await server.Control.Tenants.Ensure(next);
        await Pin("us", next);
        var reply = await server.Http.Post("/v1/replays", """{"kind":"rebuild","into":"demo/next"}""");
        Assert.Equal((HttpStatusCode.MisdirectedRequest, "/into"), (reply.Status, reply.Path));
    }

    [Fact]
    public async Task A_server_of_no_region_stores_for_everybody()
    {
        await Pin("us");
        var everywhere = new TenantRegions(server.Control, RegionMap.None);
        await everywhere.Refresh();
        Assert.Null(everywhere.Find(FirstKey.Tenant));
    }

    private async Task<(int Accepted, string? Code)> Send(ClientCall<IngestStreamRequest, IngestStreamResponse> call, IAsyncEnumerator<IngestStreamResponse> answers)
    {
        await call.WriteAsync(new IngestStreamRequest
        {
            Events = { new Event { MessageId = Sample.Fresh("event"), Type = EventType.Identify, UserId = user } },
        });
        Assert.True(await answers.MoveNextAsync());
        return (answers.Current.Accepted, answers.Current.Rejected.SingleOrDefault()?.Code);
    }

    /// <summary>The status of the answer's error, or null.</summary>
    private async Task<int?> Ask(ClientCall<DecideStreamRequest, DecideStreamResponse> call, IAsyncEnumerator<DecideStreamResponse> answers)
    {
        await call.WriteAsync(new DecideStreamRequest { Request = new DecideRequest { UserId = user, Surface = "home.card" } });
        Assert.True(await answers.MoveNextAsync());
        return answers.Current.Error?.Code;
    }

    /// <summary>Pins as the command line does, and waits until the server knows.</summary>
    private async Task Pin(string? region, TenantId? tenant = null)
    {
        var pinned = tenant ?? FirstKey.Tenant;
        Assert.Null(await server.Control.Tenants.Pin(pinned, region));
        var regions = server.Services.GetRequiredService<IRegions>();
        while (regions.Find(pinned)?.Name != (region == "eu" ? null : region))
        {
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
