using System.Net;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Decisions;

public sealed class OutcomeTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Fact]
    public async Task An_outcome_is_recorded_once_however_often_it_is_reported()
    {
        var user = Sample.Fresh("user");
        var decision = await Serve(user);
        var report = $$"""{"decisionId":"{{decision}}","actionId":"help.import_failed","outcome":"clicked"}""";

        var first = await server.Http.Post("/v1/outcomes", report);
        var second = await server.Http.Post("/v1/outcomes", report);

        Assert.Equal("""{"recorded":true,"duplicate":false}""", first.Body.GetRawText());
        Assert.Equal("""{"recorded":true,"duplicate":true}""", second.Body.GetRawText());
        var exposure = (await server.Http.Get($"/v1/profiles/users/{user}")).Body.GetProperty("exposures").GetProperty("help.import_failed");
        Assert.Equal(1, exposure.GetProperty("outcomes").GetProperty("clicked").GetInt64());
    }

    [Fact]
    public async Task Who_opts_out_of_an_action_does_not_get_it_again()
    {
        var user = Sample.Fresh("user");
        var decision = await Serve(user);

        await server.Http.Post("/v1/outcomes", $$"""{"decisionId":"{{decision}}","actionId":"help.import_failed","outcome":"opted_out"}""");

        var next = await server.Http.Post("/v1/explain", $$"""{"userId":"{{user}}","surface":"home.card"}""");
        Assert.Contains("opted_out", next.Body.GetProperty("rejected").EnumerateArray().Select(one => one.GetProperty("code").GetString()));
        Assert.Equal("help.import_failed", (await server.Http.Get($"/v1/profiles/users/{user}")).Body.GetProperty("preferences").GetProperty("optedOut")[0].GetString());
    }

    [Fact]
    public async Task Who_wants_less_like_what_they_got_does_not_get_it_for_a_while()
    {
        var user = Sample.Fresh("user");
        var decision = await Serve(user);

        var reply = await server.Http.Post("/v1/outcomes", $$"""{"decisionId":"{{decision}}","actionId":"help.import_failed","outcome":"less_like_this"}""");

        Assert.Equal("""{"recorded":true,"duplicate":false}""", reply.Body.GetRawText());
        var next = await server.Http.Post("/v1/explain", $$"""{"userId":"{{user}}","surface":"home.card"}""");
        Assert.Contains("less_like_this", next.Body.GetProperty("rejected").EnumerateArray().Select(one => one.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("nonsense", "help.import_failed", "clicked", "unknown_decision", 404)]
    [InlineData(null, "upsell.runs", "clicked", "unknown_action", 404)]
    [InlineData(null, "help.import_failed", "snoozed", "invalid_until", 400)]
    [InlineData(null, "help.import_failed", "loved", "not_allowed", 400)]
    public async Task A_wrong_report_is_told_what_is_wrong(string? decision, string action, string outcome, string code, int status)
    {
        decision ??= await Serve(Sample.Fresh("user"));

        var reply = await server.Http.Post("/v1/outcomes", $$"""{"decisionId":"{{decision}}","actionId":"{{action}}","outcome":"{{outcome}}"}""");

        Assert.Equal((status, code), ((int)reply.Status, reply.Code));
    }

    private async Task<string> Serve(string user)
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        var reply = await server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"home.card"}""");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        return reply.Body.GetProperty("decisionId").GetString()!;
    }
}
