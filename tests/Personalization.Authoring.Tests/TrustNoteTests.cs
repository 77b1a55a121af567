using Personalization.Authoring.TrustNotes;

namespace Personalization.Authoring.Tests;

public class TrustNoteTests
{
    private const string Health = """
        catalog: { name: health, allowSensitive: [mood], unknownProperties: drop, unknownTraits: refuse }
        purposes: { coaching: { texts: { en: "A *daily* `walk` <b>", de: Täglich. } } }
        traits:
          mood: { of: user, type: string, sensitive: true, purposes: [personalization, coaching] }
          faith: { of: user, type: string, sensitive: true }
        segments: { low: { of: user, when: user.mood == "low" } }
        surfaces: { home: { channel: in_app } }
        events: { walked: { properties: { type: object, properties: { metres: { type: integer } }, additionalProperties: false } }, slept: { purposes: [analytics] } }
        actions:
          walk: { kind: card, surfaces: [home], purpose: coaching, audience: user.segments.low, content: { en: { title: Walk } }, why: { en: Because. } }
        """;

    [Fact]
    public void The_note_of_the_sample_is_the_one_that_was_read()
    {
        var catalog = Samples.Load(Samples.Saas).Catalog!;

        Assert.Equal(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "trust-note.md")).Replace("(hash)", catalog.Hash.Short, StringComparison.Ordinal),
            TrustNote.Write(catalog, NoteFormat.Markdown),
            ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData(null, "Offers for larger plans.")]
    [InlineData("de-AT", "Angebote für größere Tarife.")]
    [InlineData("fr", "Offers for larger plans.")]
    public void Purposes_are_told_in_the_language_asked_for(string? locale, string text) =>
        Assert.Contains(text, TrustNote.Write(Samples.Load(Samples.Saas).Catalog!, NoteFormat.Markdown, locale), StringComparison.Ordinal);

    [Fact]
    public void What_is_sensitive_is_listed_with_who_reads_it()
    {
        var note = Note(NoteFormat.Markdown);

        Assert.Contains("- `mood`: read to decide about `walk`.\n", note, StringComparison.Ordinal);
        Assert.Contains("- `faith`: nothing may read it.\n", note, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_stored_is_told_per_contract()
    {
        var note = Note(NoteFormat.Markdown);

        Assert.Contains("are dropped before anything is stored of `slept`.", note, StringComparison.Ordinal);
        Assert.Contains("are a reason to refuse it of `walked`.", note, StringComparison.Ordinal);
        Assert.Contains("Traits that the catalog does not declare are a reason to refuse it.", note, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_of_people_make_no_markup()
    {
        Assert.Contains("A \\*daily\\* 'walk' \\<b\\>", Note(NoteFormat.Markdown), StringComparison.Ordinal);
        Assert.Contains("<p>A *daily* &#39;walk&#39; &lt;b&gt;</p>", Note(NoteFormat.Html), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_is_whole_and_says_the_same()
    {
        var page = Note(NoteFormat.Html);

        Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
        Assert.EndsWith("</body></html>\n", page, StringComparison.Ordinal);
        Assert.Contains("<li><code>mood</code>: read to decide about <code>walk</code>.</li>", page, StringComparison.Ordinal);
    }

    private static string Note(NoteFormat format)
    {
        var load = CatalogLoader.LoadFiles([("health.yaml", Health)]);
        Assert.Empty(load.Problems);
        return TrustNote.Write(load.Catalog!, format);
    }
}
