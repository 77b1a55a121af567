using System.Net;
using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Tests.Decisions;

public sealed class DecideTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Fact]
    public async Task A_decision_right_after_an_acknowledged_event_sees_it_and_says_why()
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));

        var reply = await server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"home.card"}""");

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        var action = reply.Body.GetProperty("actions")[0];
        Assert.Equal("help.import_failed", action.GetProperty("id").GetString());
        Assert.NotEmpty(action.GetProperty("why").GetString()!);
        Assert.Equal("audience_match", action.GetProperty("reasons")[0].GetProperty("code").GetString());
        Assert.Equal(1, reply.Body.GetProperty("profileVersion").GetInt64());
    }

    [Fact]
    public async Task An_empty_text_in_the_context_says_nothing()
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch(
            Sample.Track(user, "import_failed", """{"code":"csv_encoding","feature":"csv"}""", more: ""","context":{"locale":"de"}""")));

        var silent = await server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"home.card","mode":"peek"}""");
        var empty = await server.Http.Post("/v1/decide", $$$"""{"userId":"{{{user}}}","surface":"home.card","mode":"peek","context":{"locale":"","timezone":""}}""");
        var english = await server.Http.Post("/v1/decide", $$$"""{"userId":"{{{user}}}","surface":"home.card","mode":"peek","context":{"locale":"en"}}""");

        Assert.Equal(silent.Body.GetRawText(), empty.Body.GetRawText());
        Assert.NotEqual(silent.Body.GetRawText(), english.Body.GetRawText());
    }

    [Fact]
    public async Task Facts_of_the_account_are_seen_at_once_too()
    {
        var (user, account) = (Sample.Fresh("admin"), Sample.Fresh("account"));
        await server.Http.Post("/v1/batch", Sample.Batch(
            Sample.Group(user, account),
            Sample.Identify(user, """{"role":"admin"}""", account),
            $$$"""{"type":"track","messageId":"a","groupId":"{{{account}}}","event":"quota_set","properties":{"meter":"runs","limit":100}}""",
            $$$"""{"type":"track","messageId":"b","groupId":"{{{account}}}","event":"quota_used","properties":{"meter":"runs","amount":84}}"""));

        var reply = await server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"billing.banner","mode":"peek"}""");

        Assert.Equal("upsell.runs", reply.Body.GetProperty("actions")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_unknown_person_is_decided_on_an_empty_profile_and_stays_unknown()
    {
        var user = Sample.Fresh("nobody");

        var reply = await server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"editor.tooltip","mode":"peek"}""");

        Assert.Equal(0, reply.Body.GetProperty("profileVersion").GetInt64());
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);
    }

    [Fact]
    public async Task An_explanation_lists_every_other_action_of_the_surface_and_counts_nothing()
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));

        var reply = await server.Http.Post("/v1/explain", $$"""{"userId":"{{user}}","surface":"home.card","mode":"serve"}""");

        Assert.Equal(reply.Body.GetProperty("rejectedCount").GetInt32(), reply.Body.GetProperty("rejected").GetArrayLength());
        Assert.NotEqual(0, reply.Body.GetProperty("rejectedCount").GetInt32());
        Assert.Equal(1, (await server.Http.Get($"/v1/profiles/users/{user}")).Body.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task The_same_request_id_gives_the_same_decision()
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        var body = $$"""{"userId":"{{user}}","surface":"home.card","requestId":"r1"}""";

        var first = await server.Http.Post("/v1/decide", body);
        var second = await server.Http.Post("/v1/decide", body);

        Assert.Equal(first.Body.GetProperty("decisionId").GetString(), second.Body.GetProperty("decisionId").GetString());
    }

    [Theory]
    [InlineData("{}", "subject_required", "/userId", 400)]
    [InlineData("{\"userId\":\"u\"}", "required", "/surface", 400)]
    [InlineData("{\"userId\":7,\"surface\":\"home.card\"}", "wrong_type", "/userId", 400)]
    [InlineData("{\"userId\":\"u\",\"surface\":\"no.such\"}", "unknown_surface", "/surface", 422)]
    [InlineData("{\"userId\":\"u\",\"surface\":\"home.card\",\"mode\":\"look\"}", "not_allowed", "/mode", 400)]
    [InlineData("{\"userId\":\"u\",\"surface\":\"home.card\",\"durable\":1}", "wrong_type", "/durable", 400)]
    [InlineData("{\"userId\":\"u\",\"surface\":\"home.card\",\"max\":0}", "out_of_range", "/max", 400)]
    [InlineData("{\"userId\":\"u\",\"surface\":\"home.card\",\"mdoe\":\"peek\"}", "unknown_field", "/mdoe", 400)]
    [InlineData("{\"userId\":\"u\",\"surface\":\"home.card\",\"context\":{\"locals\":\"de\"}}", "unknown_field", "/context/locals", 400)]
    [InlineData("{\"userId\":\"u\",\"surface\":\"home.card\",\"now\":\"soon\"}", "invalid_time", "/now", 400)]
    [InlineData("{\"userId\":\"u\",\"surface\":\"home.card\",\"now\":\"2026-01-01T00:00:00Z\"}", "not_allowed", "/now", 400)]
    [InlineData("{\"userId\":\"u\",\"surface\":\"home.card\",\"context\":{\"\\ud800\":\"de\"}}", "invalid_utf8", "/context", 400)]
    [InlineData("{\"userId\":\"a\\u0000b\",\"surface\":\"home.card\"}", "invalid_id", "/userId", 400)]
    [InlineData("{\"userId\":\"u\",\"\\ud800\":1}", "invalid_utf8", "", 400)]
    [InlineData("{\"userId\":\"u\"", "malformed_json", "", 400)]
    public async Task A_wrong_question_is_told_what_is_wrong(string body, string code, string path, int status)
    {
        var reply = await server.Http.Post("/v1/decide", body);

        Assert.Equal((status, code, path), ((int)reply.Status, reply.Code, reply.Path));
    }

    [Fact]
    public async Task Another_time_needs_the_scope_admin()
    {
        const string Question = """{"userId":"u","surface":"home.card","mode":"peek","now":"2026-01-01T00:00:00Z"}""";
        using var decider = server.ClientWith(server.KeyWith(KeyScopes.Decide));

        Assert.Equal(HttpStatusCode.Forbidden, (await decider.Post("/v1/decide", Question)).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Post("/v1/decide", Question)).Status);
    }
}
