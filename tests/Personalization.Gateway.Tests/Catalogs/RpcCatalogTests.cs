using Google.Protobuf;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Gateway.Tests.Catalogs;

public sealed class RpcCatalogTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Fact]
    public async Task A_catalog_is_published_activated_and_listed()
    {
        var archive = ByteString.CopyFrom(Packing.TarGz(Packing.Catalog("over grpc")));
        var kept = await server.Grpc.Call(Catalog.Publish, new CatalogPublishRequest { Archive = archive });
        Assert.Equal((false, "packed"), (kept.Catalog.Active, kept.Catalog.Name));
        await server.Grpc.Call(Catalog.Activate, new CatalogActivateRequest { Hash = kept.Catalog.Hash });
        var versions = await server.Grpc.Call(Catalog.Versions, new CatalogVersionsRequest());
        Assert.Equal(kept.Catalog.Hash, Assert.Single(versions.Versions, version => version.Active).Hash);
        var decision = await server.Grpc.Call(Personalization.Grpc.V1.Decisions.Decide, new DecideRequest { UserId = "u1", Surface = "home" });
        Assert.Equal(kept.Catalog.Hash, decision.Catalog);
    }

    [Fact]
    public async Task Problems_are_the_answer_of_checking_and_of_publishing()
    {
        var archive = ByteString.CopyFrom(Packing.Zip(("a.yaml", "catalog: { name: x }\nactions:\n  bad: { kind: card, surface: nowhere }\n")));
        var published = await server.Grpc.Call(Catalog.Publish, new CatalogPublishRequest { Archive = archive, Activate = true });
        Assert.Null(published.Catalog);
        Assert.All(published.Problems, problem => Assert.Equal(("a.yaml", 3), (problem.File, problem.Line)));
        Assert.Equal(published.Problems, (await server.Grpc.Call(Catalog.Validate, new CatalogValidateRequest { Archive = archive })).Problems);
    }

    [Fact]
    public async Task An_archive_that_is_none_is_an_invalid_argument()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => server.Grpc.Call(Catalog.Validate, new CatalogValidateRequest()));
        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
    }

    [Fact]
    public async Task A_version_that_nobody_published_is_not_found()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => server.Grpc.Call(Catalog.Activate, new CatalogActivateRequest { Hash = "abc" }));
        Assert.Equal(StatusCode.NotFound, refused.Code);
    }
}
