using Personalization.Authoring.TrustNotes;

namespace Personalization.Authoring.Tests;

/// <summary>How long events are kept, and what may be made of those that go.</summary>
public class RetentionTests
{
    private const string Events = """
        catalog: { name: test }
        events:
          seen: { retention: 32d, properties: { type: object, properties: { amount: { type: number } } } }
          kept: {}

        """;

    [Fact]
    public void A_contract_says_how_long_its_events_are_kept()
    {
        var catalog = Load("").Catalog!;

        Assert.Equal([("kept", null), ("seen", TimeSpan.FromDays(32))], catalog.Events.Select(contract => (contract.Name, contract.Retention)));
    }

    [Theory]
    [InlineData("meters: { m: { of: user, period: month, used: { event: seen, add: amount } } }")]
    [InlineData("counters: { c: { of: user, counted: { event: seen }, window: 31d, bucket: 1d } }")]
    [InlineData("segments: { s: { of: user, when: 'user.did(\"seen\", duration(\"744h\"))' } }")]
    [InlineData("segments: { s: { of: user, when: 'user.distinct(\"seen\", \"amount\", duration(\"744h\")) > 1' } }")]
    [InlineData("segments: { s: { of: user, when: 'user.times(\"seen\", duration(\"640h\")) > 1' } }")]
    public void What_looks_back_for_a_day_less_than_the_retention_may_be_made_of_it(string section) => Assert.Empty(Load(section).Problems);

    [Theory]
    [InlineData("counters: { c: { of: user, counted: { event: seen }, window: 33d } }", "looks 35d back")]
    [InlineData("segments: { s: { of: user, when: 'user.did(\"seen\", duration(\"745h\"))' } }", "looks 745h back")]
    [InlineData("segments: { s: { of: user, when: 'account.since(\"seen\") > duration(\"1h\")' } }", "lasts for ever")]
    public void What_looks_back_further_is_refused_and_the_hint_says_what_fits(string section, string why)
    {
        var problem = Assert.Single(Load(section).Problems, one => one.Code == "kept_longer");

        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
        Assert.Contains("a window of at most 31d", problem.Hint, StringComparison.Ordinal);
        Assert.NotNull(problem.Excerpt);
    }

    [Fact]
    public void An_event_that_is_kept_may_be_asked_for_without_a_window() =>
        Assert.Empty(Load("segments: { s: { of: user, when: 'user.did(\"kept\")' } }").Problems);

    [Fact]
    public void The_trust_note_says_which_events_go_and_when()
    {
        var note = TrustNote.Write(Load("").Catalog!, NoteFormat.Markdown);

        Assert.Contains("`seen`: 32 days after the event was received it is destroyed.", note, StringComparison.Ordinal);
    }

    private static CatalogLoad Load(string section) => CatalogLoader.LoadFiles([("test.yaml", Events + section)]);
}
