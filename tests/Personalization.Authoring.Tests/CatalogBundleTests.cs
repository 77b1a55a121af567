using System.Text;
using Personalization.Core.Calendars;

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
    public void The_smallest_catalog_is_a_name_and_the_time_zones()
    {
        var load = CatalogLoader.LoadFiles([("a.yaml", "catalog: { name: a }")]);

        var bundle = Encoding.UTF8.GetString(load.Bundle!.Json.Span);
        Assert.StartsWith("""{"catalog":{"name":"a"},"format":1,"timeZones":{"links":{""", bundle, StringComparison.Ordinal);
        Assert.EndsWith("},\"version\":\"" + load.Catalog!.TimeZones.Version + "\",\"zones\":{" + Zones(load.Catalog.TimeZones) + "}}}", bundle, StringComparison.Ordinal);
        Assert.InRange(load.Bundle.Json.Length, 20_000, 60_000);
    }

    [Fact]
    public void Time_zones_are_read_back_from_the_bundle()
    {
        var load = CatalogLoader.LoadFiles([("a.yaml", "catalog: { name: a }")]);
        var again = CatalogBundle.Read(load.Bundle!.Json).Catalog!.TimeZones;

        Assert.NotSame(load.Catalog!.TimeZones, again);
        Assert.Equal(load.Catalog.TimeZones.Version, again.Version);
        Assert.Equal(Zones(load.Catalog.TimeZones), Zones(again));
        Assert.Equal(load.Catalog.TimeZones.Links.OrderBy(link => link.Key, StringComparer.Ordinal), again.Links.OrderBy(link => link.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void The_zones_of_a_bundle_are_kept_when_the_database_of_this_build_is_another()
    {
        const string Json = """{"catalog":{"name":"a"},"format":1,"timeZones":{"links":{"B":"A"},"version":"1999z","zones":{"A":"+01:23"}}}""";
        var load = CatalogBundle.Read(Encoding.UTF8.GetBytes(Json));

        Assert.True(load.Catalog!.TimeZones.TryFind("B", out var zone));
        Assert.Equal("+01:23", zone.ToString());
        Assert.Equal(Json, Encoding.UTF8.GetString(load.Bundle!.Json.Span));
    }

    [Fact]
    public void A_bundle_from_before_catalogs_had_time_zones_knows_UTC_and_keeps_its_hash()
    {
        const string Json = """{"catalog":{"name":"a"},"format":1}""";
        var load = CatalogBundle.Read(Encoding.UTF8.GetBytes(Json));

        Assert.Same(TimeZoneTable.UtcOnly, load.Catalog!.TimeZones);
        Assert.Equal(Json, Encoding.UTF8.GetString(load.Bundle!.Json.Span));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""{"links":{},"version":"1999z"}""")]
    [InlineData("""{"links":{},"version":"1999z","zones":[]}""")]
    [InlineData("""{"links":{},"zones":{"A":"+01"}}""")]
    [InlineData("""{"links":{},"version":7,"zones":{"A":"+01"}}""")]
    [InlineData("""{"links":{},"version":"1999z","zones":{"A":"+1"}}""")]
    [InlineData("""{"links":{},"version":"1999z","zones":{"A":1}}""")]
    [InlineData("""{"links":{},"version":"1999z","zones":{"A":"+01","A":"+02"}}""")]
    [InlineData("""{"links":{"B":"C"},"version":"1999z","zones":{"A":"+01"}}""")]
    [InlineData("""{"links":{"A":"A"},"version":"1999z","zones":{"A":"+01"}}""")]
    [InlineData("""{"links":{},"more":1,"version":"1999z","zones":{"A":"+01"}}""")]
    public void Damaged_time_zones_are_refused(string timeZones)
    {
        var load = CatalogBundle.Read(Encoding.UTF8.GetBytes($$"""{"catalog":{"name":"a"},"format":1,"timeZones":{{timeZones}}}"""));

        Assert.Equal("bad_bundle", Assert.Single(load.Problems).Code);
    }

    [Fact]
    public void Files_cannot_bring_time_zones_of_their_own()
    {
        var load = CatalogLoader.LoadFiles([("a.yaml", "catalog: { name: a }\ntimeZones: { version: mine }")]);

        Assert.Equal(("unexpected_property", 2), Assert.Single(load.Problems.Select(problem => (problem.Code, problem.Line))));
    }

    private static string Zones(TimeZoneTable table) =>
        string.Join(',', table.Zones.OrderBy(zone => zone.Key, StringComparer.Ordinal).Select(zone => $"\"{zone.Key}\":\"{zone.Value}\""));
}
