namespace Personalization.Cli.Tests;

public sealed class StoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Data => Path.Combine(folder.Path, "data");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_empty_store_lists_nothing()
    {
        var tenants = await Personalize.Run("tenants", "list", "--data", Data);
        var keys = await Personalize.Run("keys", "list", "--data", Data, "--json");

        Assert.Equal((ExitCode.Ok, ""), (tenants.ExitCode, tenants.Results));
        Assert.Equal((ExitCode.Ok, "[]\n"), (keys.ExitCode, keys.Results));
    }

    [Fact]
    public async Task A_tenant_that_is_made_is_listed()
    {
        var made = await Personalize.Run("tenants", "create", "acme/production", "--data", Data, "--json");
        var listed = await Personalize.Run("tenants", "list", "--data", Data, "--json");

        Assert.Equal(ExitCode.Ok, made.ExitCode);
        Assert.Equal("acme/production", made.Json.GetProperty("id").GetString());
        Assert.Equal($"[{made.Results.TrimEnd()}]\n", listed.Results);
    }

    [Fact]
    public async Task What_an_operator_does_is_in_the_access_log()
    {
        await Personalize.Run("tenants", "create", "acme/production", "--data", Data);
        await Personalize.Run("tenants", "create", "acme/production", "--data", Data);
        var key = (await Personalize.Run("keys", "create", "acme/production", "--scopes", "read", "--data", Data, "--json")).Json.GetProperty("id").GetString()!;
        await Personalize.Run("keys", "revoke", key, "--data", Data);
        await Personalize.Run("tenants", "pin", "acme/production", "eu", "--data", Data);

        using var store = Journal.Control.Sqlite.SqliteControlStore.Open(Data, TimeProvider.System);
        var entries = (await store.AccessLog.List(new Core.Subjects.TenantId("acme/production"), 0, 10)).Select(one => one.Entry);
        Assert.Equal([("tenants.create", null), ("keys.create", key), ("keys.revoke", key), ("tenants.pin", "eu")], entries.Select(one => (one.Act, one.About)));
        Assert.All(entries, one => Assert.Equal(("cli", Environment.UserName), (one.Caller, one.CallerName)));
    }

    [Fact]
    public async Task A_tenant_in_a_folder_that_was_none_says_so()
    {
        var first = await Personalize.Run("tenants", "create", "acme/production", "--data", Data);
        var second = await Personalize.Run("tenants", "create", "acme/test", "--data", Data);

        Assert.Equal($"note: {Data} is a new data folder; that of a running server is named with --data.\n", first.Notes);
        Assert.Equal("", second.Notes);
    }

    [Theory]
    [InlineData("control.db", "keys", "list")]
    [InlineData("control.db", "tenants", "create", "acme/production")]
    [InlineData("journal.lock", "journal", "compact")]
    public async Task A_file_that_the_user_may_not_open_is_named_with_what_to_do(string file, params string[] command)
    {
        // The operating system refuses a folder in a file's place as it refuses a file of another user, also to root.
        var path = Directory.CreateDirectory(Path.Combine(Data, file)).FullName;
        await File.WriteAllTextAsync(Path.Combine(Data, "journal.db"), "", TestContext.Current.CancellationToken);

        var run = await Personalize.Run([.. command, "--data", Data]);

        Assert.Equal((ExitCode.Bad, ""), (run.ExitCode, run.Results));
        Assert.Equal($"error: '{path}' cannot be opened for reading and writing. Run this as the user that owns it and its folder.\n", run.Notes);
    }

    [Theory]
    [InlineData("tenant_invalid", "Acme")]
    [InlineData("tenant_exists", "acme/production")]
    public async Task A_tenant_that_cannot_be_made_is_an_error_with_its_code(string code, string name)
    {
        await Personalize.Run("tenants", "create", "acme/production", "--data", Data);

        var run = await Personalize.Run("tenants", "create", name, "--data", Data);

        Assert.Equal((ExitCode.Bad, ""), (run.ExitCode, run.Results));
        Assert.StartsWith($"error {code}: ", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pinned_tenant_is_listed_with_its_region_until_it_is_unpinned()
    {
        await Personalize.Run("tenants", "create", "acme/production", "--data", Data);
        var pinned = await Personalize.Run("tenants", "pin", "acme/production", "eu", "--data", Data);
        var listed = await Personalize.Run("tenants", "list", "--data", Data, "--json");
        var unpinned = await Personalize.Run("tenants", "unpin", "acme/production", "--data", Data, "--json");

        Assert.Equal((ExitCode.Ok, "pinned acme/production to eu\n"), (pinned.ExitCode, pinned.Results));
        Assert.Equal("eu", listed.Json[0].GetProperty("region").GetString());
        Assert.Equal((ExitCode.Ok, null), (unpinned.ExitCode, unpinned.Json.GetProperty("region").GetString()));
    }

    [Theory]
    [InlineData("tenant_unknown", "acme/production", "eu")]
    [InlineData("region_invalid", "acme/production", "EU")]
    public async Task A_tenant_that_cannot_be_pinned_is_an_error_with_its_code(string code, string tenant, string region)
    {
        var run = await Personalize.Run("tenants", "pin", tenant, region, "--data", Data);

        Assert.Equal((ExitCode.Bad, ""), (run.ExitCode, run.Results));
        Assert.Contains($"error {code}: ", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_for_an_unknown_tenant_says_how_the_tenant_is_made()
    {
        var run = await Personalize.Run("keys", "create", "acme/production", "--scopes", "all", "--data", Data);

        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.Contains($"`personalize tenants create acme/production --data {Data}`", run.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ingest,decide")]
    [InlineData("ingest", "decide")]
    [InlineData("ingest,", "decide")]
    public async Task Scopes_are_a_list_with_commas_or_spaces(params string[] scopes)
    {
        await Personalize.Run("tenants", "create", "acme/production", "--data", Data);

        var run = await Personalize.Run(["keys", "create", "acme/production", "--data", Data, "--json", "--scopes", .. scopes]);

        Assert.Equal(["ingest", "decide"], run.Json.GetProperty("scopes").EnumerateArray().Select(one => one.GetString()!));
    }

    [Fact]
    public async Task An_unknown_scope_is_answered_with_those_there_are()
    {
        var run = await Personalize.Run("keys", "create", "acme/production", "--scopes", "write", "--data", Data);

        Assert.Equal(
            (ExitCode.Bad, "error scope_unknown: 'write' is no scope; use ingest, decide, read, privacy, admin or all.\n"),
            (run.ExitCode, run.Notes));
    }

    [Fact]
    public async Task A_keys_text_is_shown_when_it_is_made_and_never_again()
    {
        await Personalize.Run("tenants", "create", "acme/production", "--data", Data);

        var made = await Personalize.Run("keys", "create", "acme/production", "--scopes", "read", "--label", "web", "--data", Data, "--json");
        var listed = await Personalize.Run("keys", "list", "--data", Data, "--json");

        var text = made.Json.GetProperty("key").GetString()!;
        Assert.Equal(made.Results.Replace($",\"key\":\"{text}\"", "", StringComparison.Ordinal).TrimEnd(), listed.Results.TrimEnd().Trim('[', ']'), ignoreCase: false);
        Assert.DoesNotContain(text, listed.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_says_when_and_cannot_be_revoked_again()
    {
        await Personalize.Run("tenants", "create", "acme/production", "--data", Data);
        var made = await Personalize.Run("keys", "create", "acme/production", "--scopes", "read", "--data", Data, "--json");
        var id = made.Json.GetProperty("id").GetString()!;

        var revoked = await Personalize.Run("keys", "revoke", id, "--data", Data, "--json");
        var again = await Personalize.Run("keys", "revoke", id, "--data", Data);

        Assert.NotNull(revoked.Json.GetProperty("revoked").GetString());
        Assert.Equal((ExitCode.Bad, true), (again.ExitCode, again.Notes.StartsWith("error key_unknown: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Lists_are_tables_on_a_terminal_and_tabs_elsewhere()
    {
        await Personalize.Run("tenants", "create", "acme/production", "--data", Data);

        var terminal = await Personalize.RunOnTerminal("tenants", "list", "--data", Data);
        var piped = await Personalize.Run("tenants", "list", "--data", Data);

        Assert.Equal(2, terminal.Lines.Length);
        Assert.StartsWith("tenant           created", terminal.Lines[0], StringComparison.Ordinal);
        Assert.Matches(@"\Aacme/production\t\d{4}-\d{2}-\d{2}T[0-9:.]+Z\t\z", Assert.Single(piped.Lines));
    }

    [Fact]
    public async Task A_file_in_place_of_the_data_folder_is_a_usage_error()
    {
        var file = folder.Write("file", "");

        var run = await Personalize.Run("keys", "list", "--data", file);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith($"error: --data {file} cannot be used as a data folder: ", run.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tenants")]
    [InlineData("keys")]
    public async Task A_list_of_a_folder_that_is_new_says_so(string what)
    {
        var run = await Personalize.Run(what, "list", "--data", Data);
        Assert.Equal((ExitCode.Ok, $"note: {Data} is a new data folder; that of a running server is named with --data.\n"), (run.ExitCode, run.Notes));
    }

    [Theory]
    [InlineData("made where it is missing", "tenants", "create")]
    [InlineData("only read", "audit", "verify")]
    [InlineData("only read", "audit", "anchor")]
    [InlineData("only read", "journal", "verify")]
    [InlineData("only read", "journal", "stats")]
    [InlineData("only read", "journal", "backup")]
    [InlineData("it has to be there", "journal", "compact")]
    public async Task Help_says_what_becomes_of_the_data_folder(string use, params string[] command) =>
        Assert.Contains($"The server's data folder; {use}.", string.Join(' ', (await Personalize.Run([.. command, "--help"])).Results.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
}
