using System.Net;
using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Gateway.Tests.Catalogs;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using SubjectKind = Personalization.Core.Subjects.SubjectKind;

namespace Personalization.Gateway.Tests.Profiles;

/// <summary>What a whole tenant shares has a stream of its own. It is nobody whom a sender could name.</summary>
public sealed class SharedOwnerTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Fact]
    public async Task The_owner_of_a_tenants_cap_can_be_neither_read_nor_answered_for()
    {
        var key = server.KeyOfNewTenant();
        using var http = server.ClientWith(key);
        var tenant = server.Control.KeyDirectory.Find(key)!.Tenant;
        (string, string)[] files = [.. Packing.Catalog(), ("caps.yaml", "caps: { everybody: { per: tenant, max: 9, window: 7d, counts: { surfaces: [home] } } }\n")];
        await Calls.Read(await http.PutAsync("/v1/catalog", new ByteArrayContent(Packing.TarGz(files)), TestContext.Current.CancellationToken));
        var decision = await http.Post("/v1/decide", """{"userId":"u1","surface":"home"}""");
        Assert.Equal(1, decision.Body.GetProperty("actions").GetArrayLength());

        foreach (var kind in new[] { "shared", "Shared", "4", "tenant" })
        {
            Assert.Equal("not_found", (await http.Get($"/v1/profiles/{kind}/cap%2Feverybody")).Code);
            Assert.Equal("not_found", (await http.Get($"/v1/profiles/{kind}/cap%2Feverybody/events")).Code);
        }

        // Ids of users and accounts may look like an owner's; they are others.
        foreach (var kind in new[] { "users", "accounts", "anonymous" })
        {
            Assert.Equal("unknown_subject", (await http.Get($"/v1/profiles/{kind}/cap%2Feverybody")).Code);
        }

        var owner = new SubjectKey(tenant, SubjectKind.Shared, "cap/everybody");
        var forged = new DecisionId(owner.StableHash(), 1, IsPeek: false);
        Assert.Equal("unknown_decision", (await http.Post("/v1/outcomes", $$"""{"decisionId":"{{forged}}","actionId":"hello","outcome":"shown"}""")).Code);
    }

    [Fact]
    public async Task A_kind_that_the_contract_does_not_name_is_refused()
    {
        var request = new ProfilesGetRequest { Kind = (Personalization.Grpc.V1.SubjectKind)4, Id = "cap/everybody" };
        var refused = await Assert.ThrowsAsync<RpcException>(() => server.Grpc.Call(Personalization.Grpc.V1.Profiles.Get, request));
        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
    }

    [Fact]
    public async Task A_sender_cannot_write_into_an_owners_stream()
    {
        var reply = await server.Http.Post("/v1/batch", Sample.Batch($$"""{"type":"track","messageId":"{{Sample.Fresh("m")}}","sharedId":"cap/x","event":"import_failed","properties":{ } }"""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.Status);
        Assert.Equal("subject_required", reply.Rejected[0].Code);
    }
}
