using System.Text.Json;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Catalogs;

/// <summary>Whoever builds a preference page of their own finds what there is to choose in <c>GET /v1/catalog</c>.</summary>
public sealed class CatalogSummaryTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Fact]
    public async Task Topics_come_with_their_texts_and_what_counts_by_default()
    {
        var topics = await Listed("topics");

        Assert.Equal(["help", "offers", "reports", "tips", "tips.news"], topics.Select(one => one.GetProperty("id").GetString()).Order(StringComparer.Ordinal));
        var offers = topics.Single(one => one.GetProperty("id").GetString() == "offers");
        Assert.Equal("Angebote für größere Tarife.", offers.GetProperty("description").GetProperty("de").GetString());
        Assert.Equal((true, false, true), (offers.GetProperty("on").GetBoolean(), offers.GetProperty("channels").GetProperty("email").GetBoolean(), offers.GetProperty("channels").GetProperty("in_app").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, offers.GetProperty("parent").ValueKind);
        Assert.Equal("tips", topics.Single(one => one.GetProperty("id").GetString() == "tips.news").GetProperty("parent").GetString());
    }

    [Fact]
    public async Task A_person_who_says_nothing_has_the_topics_as_they_are_listed()
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));

        var own = (await server.Http.Get($"/v1/profiles/users/{user}")).Body.GetProperty("preferences").GetProperty("topics");

        foreach (var topic in await Listed("topics"))
        {
            Assert.Equal((topic.ToString(), topic.GetProperty("on").GetBoolean()), (topic.ToString(), own.GetProperty(topic.GetProperty("id").GetString()!).GetProperty("on").GetBoolean()));
        }
    }

    [Fact]
    public async Task Purposes_come_with_what_counts_by_default_and_the_categories_that_mean_them()
    {
        var purposes = await Listed("purposes");

        Assert.Equal(["personalization", "experimentation", "marketing", "analytics"], purposes.Take(4).Select(one => one.GetProperty("id").GetString()));
        var marketing = purposes[2];
        Assert.Equal("Angebote für größere Tarife.", marketing.GetProperty("description").GetProperty("de").GetString());
        Assert.Equal((true, "Advertising"), (marketing.GetProperty("granted").GetBoolean(), Assert.Single(marketing.GetProperty("categories").EnumerateArray()).GetString()));
    }

    private async Task<IReadOnlyList<JsonElement>> Listed(string member) => [.. (await server.Http.Get("/v1/catalog")).Body.GetProperty(member).EnumerateArray()];
}
