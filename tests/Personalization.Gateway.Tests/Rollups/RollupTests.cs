using System.Net;
using System.Text.Json;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Rollups;

public sealed class RollupTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private readonly string account = Sample.Fresh("account");

    [Fact]
    public async Task An_account_is_counted_by_day()
    {
        await Work(people: 5);

        var rollup = await Counted();

        var today = rollup.GetProperty("days").EnumerateArray().Single();
        Assert.Equal((6, 5), (today.GetProperty("events").GetProperty("import_failed").GetInt64(), today.GetProperty("activeUsers").GetInt64()));
        Assert.Equal(DateTime.UtcNow.ToString("yyyy-MM-dd", null), today.GetProperty("day").GetString());
        Assert.Equal(account, rollup.GetProperty("account").GetString());
        Assert.Equal(today.GetProperty("day").GetString(), rollup.GetProperty("to").GetString());
    }

    [Fact]
    public async Task A_day_of_fewer_than_five_people_is_withheld_and_in_no_total()
    {
        await Work(people: 4, DateTimeOffset.UtcNow.AddDays(-1));
        await Work(people: 5);

        var rollup = await Counted();

        var days = rollup.GetProperty("days").EnumerateArray().ToList();
        Assert.Equal($$"""{"day":"{{DateTime.UtcNow.AddDays(-1).ToString("yyyy-MM-dd", null)}}","withheld":true}""", days[0].GetRawText());
        Assert.Equal((5, 6), (rollup.GetProperty("total").GetProperty("activeUsers").GetInt64(), rollup.GetProperty("total").GetProperty("events").GetProperty("import_failed").GetInt64()));
    }

    [Fact]
    public async Task How_many_people_are_few_is_what_the_operator_says()
    {
        await using var other = await GatewayServer.About(peopleMin: 2);
        await Work(people: 1, DateTimeOffset.UtcNow.AddDays(-1), other);
        await Work(people: 2, on: other);

        var days = (await Counted(events: 3, other)).GetProperty("days").EnumerateArray().ToList();

        Assert.Equal((true, 2), (days[0].GetProperty("withheld").GetBoolean(), days[1].GetProperty("activeUsers").GetInt32()));
    }

    [Fact]
    public async Task Another_tenant_sees_nothing_of_it()
    {
        await Work(people: 5);
        await Counted();
        using var stranger = server.ClientWith(server.KeyOfNewTenant());

        var reply = await stranger.Get($"/v1/accounts/{account}/rollup");

        Assert.Equal((HttpStatusCode.OK, 0), (reply.Status, reply.Body.GetProperty("days").GetArrayLength()));
    }

    [Theory]
    [InlineData("from=yesterday", "?from", "invalid_time")]
    [InlineData("to=2026-02-30", "?to", "invalid_time")]
    [InlineData("from=1969-12-31&to=1970-01-01", "?from", "invalid_time")]
    [InlineData("from=2026-03-02&to=2026-03-01", "?to", "out_of_range")]
    [InlineData("from=2026-01-01&to=2026-12-31", "?from", "out_of_range")]
    public async Task Days_that_make_no_range_are_400(string query, string path, string code)
    {
        var reply = await server.Http.Get($"/v1/accounts/{account}/rollup?{query}");
        Assert.Equal((HttpStatusCode.BadRequest, path, code), (reply.Status, reply.Path, reply.Code));
    }

    /// <summary>Lets people fail in the account, the first of them twice.</summary>
    private async Task Work(int people, DateTimeOffset? at = null, GatewayServer? on = null)
    {
        var time = $",\"timestamp\":\"{at ?? DateTimeOffset.UtcNow:O}\"";
        var users = Enumerable.Range(0, people).Select(_ => Sample.Fresh("user")).ToList();
        string[] events = [.. users.Append(users[0]).Select(user => Sample.Track(user, "import_failed", """{"code":"csv","feature":"csv"}""", more: $$""","context":{"groupId":"{{account}}"}{{time}}"""))];
        Assert.Equal(people + 1, (await (on ?? server).Http.Post("/v1/batch", Sample.Batch(events))).Accepted);
    }

    /// <summary>Asks until as many events of days that are told have been counted: all that was done then, which happens behind the commit and in the order of the feed.</summary>
    private async Task<JsonElement> Counted(int events = 6, GatewayServer? on = null)
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var rollup = (await (on ?? server).Http.Get($"/v1/accounts/{account}/rollup")).Body;
            if (rollup.GetProperty("total").GetProperty("events").EnumerateObject().Sum(one => one.Value.GetInt64()) == events)
            {
                return rollup;
            }
        }
    }
}
