namespace Personalization.Cli.Tests.Validating;

public sealed class SampleEventTests : IDisposable
{
    private const string Catalog =
        """
        catalog: { name: tiny }
        events:
          done: { properties: { type: object, required: [n], properties: { n: { type: integer } } } }
        traits:
          role: { of: user, type: string, enum: [admin] }
          plan: { of: account, type: string }
        flags:
          f: { owner: me, variants: { on: true, off: false }, default: off, rules: [{ when: user.role == "admin" && account.plan == "free", variant: on }] }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Events_that_the_contracts_accept_are_counted()
    {
        var run = await Validate(
            """{"type":"track","event":"done","properties":{"n":1,"n":2}}""", "", """{"type":"identify","traits":{"role":"admin","other":[1]}}""", """{"type":"page"}""");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains(", 3 sample events accepted", run.Results, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"track","event":"dune"}""", "unknown_event", "/event")]
    [InlineData("""{"type":"track"}""", "required", "/event")]
    [InlineData("""{"type":"track","event":"done"}""", "missing_property", "/properties/n")]
    [InlineData("""{"type":"track","event":"done","properties":{"n":"1"}}""", "wrong_type", "/properties/n")]
    [InlineData("""{"type":"track","event":"done","properties":[]}""", "wrong_type", "/properties")]
    [InlineData("""{"type":"identify","traits":{"role":"boss"}}""", "not_allowed", "/traits/role")]
    [InlineData("""{"type":"group","traits":{"plan":7}}""", "wrong_type", "/traits/plan")]
    [InlineData("""{"type":"trick"}""", "unknown_type", "/type")]
    [InlineData("""{"type":""", "malformed_json", null)]
    [InlineData("[]", "malformed_json", null)]
    public async Task An_event_that_would_be_rejected_is_named_by_line_code_and_pointer(string line, string code, string? pointer)
    {
        var run = await Validate("""{"type":"page"}""", line);

        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.StartsWith($"{folder.Path}/events.ndjson:2: error {code}: {(pointer is null ? "" : pointer + ": ")}", run.Results, StringComparison.Ordinal);
        Assert.EndsWith("1 error, 0 warnings\n", run.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_events_of_the_sample_keep_its_contracts()
    {
        var run = await Personalize.Run("validate", Repository.PathOf("samples/saas/catalog"), "--events", Repository.PathOf("samples/saas/events.ndjson"), "--strict", "--today", "2026-03-01");

        Assert.Equal((ExitCode.Ok, 1), (run.ExitCode, run.Lines.Length));
    }

    private Task<Personalize> Validate(params string[] lines)
    {
        folder.Write("catalog/catalog.yaml", Catalog);
        return Personalize.Run("validate", Path.Combine(folder.Path, "catalog"), "--events", folder.Write("events.ndjson", string.Join('\n', lines)));
    }
}
