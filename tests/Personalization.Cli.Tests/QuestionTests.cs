using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;

namespace Personalization.Cli.Tests;

public sealed class QuestionTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private readonly string[] here = ["--server", server.GrpcAddress.ToString(), "--key", server.KeyWith(KeyScopes.All)];

    [Fact]
    public async Task Decide_tells_the_action_with_its_content_and_why()
    {
        var user = await UserWithFailedImport();

        var run = await Ask("decide", "--user", user, "--surface", "home.card");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.StartsWith("decision p", run.Results, StringComparison.Ordinal);
        Assert.Contains("\nhelp.import_failed (card, in_app)\n", run.Results, StringComparison.Ordinal);
        Assert.Contains("\n  title: Your import did not finish\n", run.Results, StringComparison.Ordinal);
        Assert.Contains("\n  why: You see this because an import of yours failed within the last day.\n", run.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_answers_in_the_language_that_is_asked_for()
    {
        var user = await UserWithFailedImport();

        var run = await Ask("decide", "--user", user, "--surface", "home.card", "--locale", "de-AT");

        Assert.Contains("\n  title: Ihr Import wurde nicht fertig\n", run.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_as_json_has_every_field_even_where_nothing_qualifies()
    {
        var run = await Ask("decide", "--user", Sample.Fresh("user"), "--surface", "billing.banner", "--json");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Empty(run.Json.GetProperty("actions").EnumerateArray());
        Assert.False(run.Json.GetProperty("holdout").GetBoolean());
        Assert.NotEqual(0, run.Json.GetProperty("rejectedCount").GetInt32());
    }

    [Fact]
    public async Task Decide_records_nothing_unless_the_answer_is_served()
    {
        var user = await UserWithFailedImport();
        var version = await VersionOf(user);

        await Ask("decide", "--user", user, "--surface", "home.card");
        Assert.Equal(version, await VersionOf(user));

        await Ask("decide", "--user", user, "--surface", "home.card", "--serve");
        Assert.NotEqual(version, await VersionOf(user));
    }

    [Fact]
    public async Task A_served_question_with_the_same_request_id_has_the_same_answer()
    {
        var user = await UserWithFailedImport();
        string[] question = ["decide", "--user", user, "--surface", "home.card", "--serve", "--request-id", "one", "--json"];

        Assert.Equal((await Ask(question)).Results, (await Ask(question)).Results);
    }

    [Theory]
    [InlineData("--surface", "home.card")]
    [InlineData("--surface", "home.card", "--user", "u", "--anonymous", "a")]
    [InlineData("--surface", "home.card", "--user", "u", "--request-id", "one")]
    public async Task A_question_that_makes_no_sense_is_a_usage_error(params string[] question)
    {
        var run = await Ask(["decide", .. question]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("error: ", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_tells_of_every_other_action_why_it_is_not_shown()
    {
        var user = await UserWithFailedImport();

        var run = await Ask("explain", "--user", user, "--surface", "home.card");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("help.import_failed (card, in_app)", run.Lines);
        Assert.Contains("help.export_failed\taudience\taudience_no_match\tuser.errors.export.open > 0 was 0", run.Lines);
    }

    [Fact]
    public async Task Explain_as_json_holds_the_rejected_actions()
    {
        var run = await Ask("explain", "--user", await UserWithFailedImport(), "--surface", "home.card", "--json");

        var rejected = run.Json.GetProperty("rejected").EnumerateArray().Select(one => one.GetProperty("id").GetString()!).ToArray();
        Assert.Contains("help.export_failed", rejected);
        Assert.DoesNotContain("help.import_failed", rejected);
    }

    [Fact]
    public async Task An_unknown_surface_is_bad_and_named()
    {
        var run = await Ask("decide", "--user", "u", "--surface", "nowhere");

        Assert.Equal(
            (ExitCode.Bad, "", "error unknown_surface: The catalog has no surface 'nowhere'; check its name.\n  path: /surface\nUse a surface of the active catalog; GET /v1/catalog lists them.\n"),
            (run.ExitCode, run.Results, run.Notes));
    }

    [Fact]
    public async Task Profile_shows_the_live_state()
    {
        var user = await UserWithFailedImport();

        var people = await Ask("profile", "user", user);
        var programs = await Ask("profile", "user", user, "--json");

        Assert.Equal("csv_encoding", people.Json.GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Single(programs.Lines);
        Assert.Equal(user, programs.Json.GetProperty("id").GetString());
        Assert.Equal(("user", 1), (programs.Json.GetProperty("kind").GetString(), programs.Json.GetProperty("version").GetInt32()));
        var error = people.Json.GetProperty("errors")[0];
        Assert.Equal(("import", true, 1), (error.GetProperty("error").GetString(), error.GetProperty("open").GetBoolean(), error.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task The_profile_of_somebody_unknown_is_bad()
    {
        var run = await Ask("profile", "user", Sample.Fresh("user"));

        Assert.Equal((ExitCode.Bad, "error unknown_subject: Nothing is known of this user.\nCheck the id, and the time where one was asked about: a subject is known from its first event on.\n"), (run.ExitCode, run.Notes));
    }

    [Fact]
    public async Task A_wrong_key_is_bad_and_says_where_keys_come_from()
    {
        var run = await Personalize.Run("decide", "--user", "u", "--surface", "home.card", "--server", server.GrpcAddress.ToString(), "--key", "wrong");

        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.StartsWith("error unauthenticated: ", run.Notes, StringComparison.Ordinal);
        Assert.Contains("`personalize keys list`", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_without_the_scope_is_bad_and_says_how_to_get_one()
    {
        var run = await Personalize.Run("decide", "--user", "u", "--surface", "home.card", "--server", server.GrpcAddress.ToString(), "--key", server.KeyWith(KeyScopes.Ingest));

        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.Contains("`personalize keys create`", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_the_error_says_where_it_was_looked_for()
    {
        using var folder = new TemporaryFolder();

        var run = await Personalize.Run("decide", "--user", "u", "--surface", "home.card", "--server", server.GrpcAddress.ToString(), "--data", folder.Path);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith($"error: There is no key, and no dev.key in {folder.Path}. ", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_found_in_the_data_folder()
    {
        using var folder = new TemporaryFolder();
        folder.Write("dev.key", server.KeyWith(KeyScopes.Decide) + "\n");

        var run = await Personalize.Run("decide", "--user", "u", "--surface", "home.card", "--server", server.GrpcAddress.ToString(), "--data", folder.Path);

        Assert.Equal(ExitCode.Ok, run.ExitCode);
    }

    [Theory]
    [InlineData("decide", "--user", "u", "--surface", "home.card")]
    [InlineData("explain", "--user", "u", "--surface", "home.card")]
    [InlineData("profile", "user", "u")]
    public async Task A_server_that_is_not_there_ends_with_3(params string[] command)
    {
        var run = await Personalize.Run([.. command, "--key", "key", "--server", UnusedAddress.Take()]);

        Assert.Equal((ExitCode.Unreachable, ""), (run.ExitCode, run.Results));
        Assert.Contains("Is the server running", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_none_is_a_usage_error()
    {
        var run = await Personalize.Run("profile", "user", "u", "--key", "key", "--server", "nowhere");

        Assert.Equal((ExitCode.Usage, "error: --server nowhere is no address. Write it like http://127.0.0.1:8081.\n"), (run.ExitCode, run.Notes));
    }

    private Task<Personalize> Ask(params string[] args) => Personalize.Run([.. args, .. here]);

    private async Task<int> VersionOf(string user) => (await Ask("profile", "user", user, "--json")).Json.GetProperty("version").GetInt32();

    private async Task<string> UserWithFailedImport()
    {
        using var folder = new TemporaryFolder();
        var user = Sample.Fresh("user");
        var sent = await Ask("send", folder.Write("events.ndjson", Sample.Failure(user)));
        Assert.Equal(ExitCode.Ok, sent.ExitCode);
        return user;
    }
}
