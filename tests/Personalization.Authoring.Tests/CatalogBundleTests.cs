using System.Text;

namespace Personalization.Authoring.Tests;

public class CatalogBundleTests
{
    [Fact]
    public void A_bundle_reads_back_as_the_same_catalog_with_the_same_hash()
    {
        var load = Samples.Load(Samples.Saas);

        var again = CatalogBundle.Read(load.Bundle!.Json);

        Assert.Empty(again.Problems);
        Assert.Equal(load.Bundle.Hash, again.Bundle!.Hash);
        Assert.Equal(load.Bundle.Hash, again.Catalog!.Hash);
        Assert.Equal(load.Bundle.Json.ToArray(), again.Bundle.Json.ToArray());
        Assert.Equal(CatalogText.Of(load.Catalog!), CatalogText.Of(again.Catalog));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"format":2}""")]
    [InlineData("""{"format":1}""")]
    [InlineData("""{"catalog":{"name":"a"}, "format":1}""")]
    [InlineData("""{"format":1,"catalog":{"name":"a"}}""")]
    [InlineData("""{"catalog":{"name":"a"},"format":1,"surprises":{}}""")]
    public void Bytes_that_are_no_canonical_bundle_are_refused(string json)
    {
        var load = CatalogBundle.Read(Encoding.UTF8.GetBytes(json));

        Assert.False(load.Succeeded);
        Assert.NotEmpty(load.Problems);
    }

    [Fact]
    public void The_smallest_catalog_is_a_name()
    {
        var load = CatalogLoader.LoadFiles([("a.yaml", "catalog: { name: a }")]);

        Assert.Equal("""{"catalog":{"name":"a"},"format":1}""", Encoding.UTF8.GetString(load.Bundle!.Json.Span));
    }
}
