using System.Net;
using System.Text;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Segment;

public sealed class BadInputTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Fact]
    public async Task Every_bad_event_of_a_batch_gets_its_code_and_path_and_the_good_ones_stay()
    {
        var user = Sample.Fresh("user");
        var batch = Sample.Batch(
            Sample.Failure(user),
            Sample.Track(user, "no_such_event"),
            Sample.Track(user, "import_failed", """{"code":5,"feature":"csv"}"""),
            Sample.Track(user, "import_failed", $$"""{"code":"{{new string('x', 33 * 1024)}}","feature":"csv"}"""),
            Sample.Track(user, "project_created", "{}", more: ",\"timestamp\":\"9999-01-01T00:00:00Z\""),
            Sample.Track(user, "quota_set", """{"meter":"runs","limit":-1}"""),
            Sample.Identify(user, """{"role":"emperor"}""", "acme"),
            $$"""{"type":"track","userId":"{{user}}","event":"project_created"}""",
            """{"type":"track","messageId":"m1","event":"project_created"}""",
            $$"""{"type":"dance","messageId":"m2","userId":"{{user}}"}""",
            $$"""{"type":"track","messageId":7,"userId":"{{user}}"}""",
            "42",
            Sample.Failure(user));

        var reply = await server.Http.Post("/v1/batch", batch);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(2, reply.Accepted);
        Assert.Equal(
            [
                (1, "unknown_event", "/event"),
                (2, "wrong_type", "/properties/code"),
                (3, "too_large", ""),
                (4, "time_out_of_range", "/timestamp"),
                (5, "out_of_range", "/properties/limit"),
                (6, "not_allowed", "/traits/role"),
                (7, "missing_message_id", "/messageId"),
                (8, "subject_required", "/userId"),
                (9, "unknown_type", "/type"),
                (10, "wrong_type", "/messageId"),
                (11, "wrong_type", ""),
            ],
            reply.Rejected);
        Assert.Equal(2, (await server.Http.Get($"/v1/profiles/users/{user}")).Body.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_cost_only_the_event_they_are_in()
    {
        var user = Sample.Fresh("user");
        var batch = Encoding.UTF8.GetBytes(Sample.Batch(Sample.Failure(user), Sample.Track(user, "project_created", """{"template":"?"}""")));
        batch[Array.LastIndexOf(batch, (byte)'?')] = 0xFF;

        var reply = await server.Http.Post("/v1/batch", batch);

        Assert.Equal(1, reply.Accepted);
        Assert.Equal([(1, "invalid_utf8", "")], reply.Rejected);
    }

    [Theory]
    [InlineData(",\"\\ud800\":1")]
    [InlineData(",\"context\":{\"\\ud800\":1}")]
    [InlineData(",\"context\":{\"device\":{\"\\ud800\":1}}")]
    public async Task Half_a_character_in_a_name_that_nobody_reads_harms_nothing(string more)
    {
        var reply = await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track("u", "project_created", more: more), Sample.Failure("u")));

        Assert.Equal((HttpStatusCode.OK, 2), (reply.Status, reply.Accepted));
    }

    [Fact]
    public async Task Half_a_character_in_a_name_beside_the_batch_harms_nothing() =>
        Assert.Equal(1, (await server.Http.Post("/v1/batch", $$"""{"\ud800":1,"batch":[{{Sample.Failure("u")}}]}""")).Accepted);

    [Fact]
    public async Task A_name_may_be_written_in_escapes() =>
        Assert.Equal(1, (await server.Http.Post("/v1/batch", $$"""{"\u0062atch":[{{Sample.Failure("u")}}]}""")).Accepted);

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")]
    [InlineData("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z")]
    public async Task Clocks_that_are_millennia_apart_cost_only_their_event(string happened, string sent)
    {
        var more = $",\"originalTimestamp\":\"{happened}\",\"sentAt\":\"{sent}\"";
        var reply = await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track("u", "project_created", more: more), Sample.Failure("u")));

        Assert.Equal(1, reply.Accepted);
        Assert.Equal([(0, "time_out_of_range", "/originalTimestamp")], reply.Rejected);
    }

    [Theory]
    [InlineData("a\0b", "invalid_id")]
    [InlineData("a\r\nb", "invalid_id")]
    [InlineData("a\u0085b", "invalid_id")]
    [InlineData("a\uFFFDb", "invalid_utf8")]
    public async Task An_id_that_could_be_taken_for_another_is_refused(string user, string code)
    {
        var reply = await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track(user, "project_created"), Sample.Failure("u")));

        Assert.Equal(1, reply.Accepted);
        Assert.Equal([(0, code, "/userId")], reply.Rejected);
    }

    [Theory]
    [InlineData("\"\\ud800\"", "invalid_utf8", "/properties/template")]
    [InlineData("1e999", "out_of_range", "/properties/template")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", "too_deep", "/properties/template/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0")]
    public async Task A_value_that_cannot_be_held_is_told_with_its_path(string value, string code, string path)
    {
        var reply = await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track("u", "project_created", $$"""{"template":{{value}}}""")));

        Assert.Equal([(0, code, path)], reply.Rejected);
    }

    [Fact]
    public async Task A_batch_of_which_nothing_is_accepted_is_422_with_every_reason()
    {
        var reply = await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track("u", "no_such_event")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.Status);
        Assert.Equal("nothing_accepted", reply.Code);
        Assert.Equal([(0, "unknown_event", "/event")], reply.Rejected);
    }

    [Theory]
    [InlineData("{\"batch\":[{]}", "malformed_json")]
    [InlineData("{\"batch\":[", "malformed_json")]
    [InlineData("{\"batch\":[]} x", "malformed_json")]
    [InlineData("", "malformed_json")]
    [InlineData("[]", "wrong_type")]
    [InlineData("{}", "required")]
    [InlineData("{\"batch\":{}}", "wrong_type")]
    public async Task A_body_that_is_no_batch_is_400(string body, string code)
    {
        var reply = await server.Http.Post("/v1/batch", body);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(code, reply.Code);
    }

    [Fact]
    public async Task Malformed_JSON_is_told_with_line_and_byte()
    {
        var reply = await server.Http.Post("/v1/batch", "{\n  \"batch\": nope\n}");

        Assert.Contains("line 2, byte 13", reply.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Malformed_JSON_that_is_not_UTF_8_either_is_told_as_such()
    {
        var reply = await server.Http.Post("/v1/batch", [(byte)'{', 0xC3, 0x28]);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_utf8"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_batch_of_2501_events_is_413_and_none_of_them_is_taken()
    {
        var user = Sample.Fresh("user");
        var batch = Sample.Batch([.. Enumerable.Repeat($$"""{"type":"track","messageId":"m","userId":"{{user}}","event":"project_created"}""", 2_501)]);

        var reply = await server.Http.Post("/v1/batch", batch);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too_many_events"), (reply.Status, reply.Code));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);
    }

    [Fact]
    public async Task A_batch_of_more_than_500_KiB_is_413()
    {
        var reply = await server.Http.Post("/v1/batch", new byte[(500 * 1024) + 1]);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "batch_too_large"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_single_event_of_33_KiB_is_413()
    {
        var reply = await server.Http.Post("/v1/track", new byte[33 * 1024]);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too_large"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("/messageId", "too_long")]
    [InlineData("/userId", "too_long")]
    [InlineData("/event", "too_long")]
    public async Task An_id_of_more_than_200_characters_is_refused(string path, string code)
    {
        var text = new string('x', 201);
        string Field(string name, string fallback) => path == "/" + name ? text : fallback;

        var reply = await server.Http.Post("/v1/track", $$"""{"messageId":"{{Field("messageId", "m")}}","userId":"{{Field("userId", "u")}}","event":"{{Field("event", "e")}}"}""");

        Assert.Equal([(0, code, path)], reply.Rejected);
    }

    [Fact]
    public async Task A_wrong_key_is_401_and_nothing_is_taken()
    {
        var user = Sample.Fresh("user");
        using var stranger = server.ClientWith("pk_wrong");

        var reply = await stranger.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));

        Assert.Equal((HttpStatusCode.Unauthorized, "unauthenticated"), (reply.Status, reply.Code));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);
    }

    [Theory]
    [InlineData("application/xml", null, "unsupported_media_type")]
    [InlineData("application/json; charset=latin1", null, "unsupported_media_type")]
    [InlineData("application/json", "br", "unsupported_encoding")]
    public async Task A_body_in_another_form_is_415(string contentType, string? encoding, string code)
    {
        var reply = await server.Http.Post("/v1/batch", "{}"u8.ToArray(), headers =>
        {
            headers.Remove("Content-Type");
            headers.TryAddWithoutValidation("Content-Type", contentType);
            if (encoding is not null)
            {
                headers.ContentEncoding.Add(encoding);
            }
        });

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, code), (reply.Status, reply.Code));
    }
}
