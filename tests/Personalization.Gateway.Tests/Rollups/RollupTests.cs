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
        var (user, other) = (Sample.Fresh("user"), Sample.Fresh("user"));
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Group(user, account), Sample.Failure(user), Sample.Failure(user), Sample.Group(other, account), Sample.Failure(other)));

        var rollup = await Counted(3);

        var today = rollup.GetProperty("days").EnumerateArray().Single();
        Assert.Equal((3, 2), (today.GetProperty("events").GetProperty("import_failed").GetInt64(), today.GetProperty("activeUsers").GetInt64()));
        Assert.Equal(DateTime.UtcNow.ToString("yyyy-MM-dd", null), today.GetProperty("day").GetString());
        Assert.Equal(account, rollup.GetProperty("account").GetString());
        Assert.Equal(today.GetProperty("day").GetString(), rollup.GetProperty("to").GetString());
    }

    [Fact]
    public async Task Another_tenant_sees_nothing_of_it()
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Group(user, account), Sample.Failure(user)));
        await Counted(1);
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

    /// <summary>Asks until so many events have been counted, which happens behind the commit.</summary>
    private async Task<JsonElement> Counted(int events)
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var rollup = (await server.Http.Get($"/v1/accounts/{account}/rollup")).Body;
            if (rollup.GetProperty("total").GetProperty("events").EnumerateObject().Sum(one => one.Value.GetInt64()) == events)
            {
                return rollup;
            }
        }
    }
}
