using Personalization.Core.Catalogs;

namespace Personalization.Authoring.TrustNotes;

/// <summary>
/// The note on data use that a catalog stands for: per purpose what is known of people and what is made of it, what is sensitive, what is stored, and what people can do. It is made of
/// nothing but the catalog, so it says what decisions go by, and the same catalog always gives the same note.
/// </summary>
public static class TrustNote
{
    /// <summary>Writes the note.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="format">How.</param>
    /// <param name="locale">The language of the purposes' texts, such as <c>de-AT</c>, where they have it; null for the catalog's own. The words around them are English.</param>
    public static string Write(Catalog catalog, NoteFormat format, string? locale = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        NotePage page = format == NoteFormat.Html ? new HtmlPage() : new MarkdownPage();
        page.Heading(1, $"How {NotePage.Name(catalog.Name)} uses data about people");
        page.Paragraph($"Made of the catalog {NotePage.Name(catalog.Hash.Short)}, which is what decisions are made by.");
        PurposePart.Write(page, catalog, locale);
        SensitivePart.Write(page, catalog);
        StoragePart.Write(page, catalog);
        WriteRights(page);
        return page.Finish();
    }

    private static void WriteRights(NotePage page)
    {
        page.Heading(2, "What people can do");
        page.Paragraph("Whoever runs the product does this for a person who asks; `users` is `anonymous` for visitors who are not known.");
        page.List(
        [
            "See everything that is kept about them: `GET /v1/profiles/users/{id}/export`, as a page to read or as NDJSON.",
            "Agree or not, for each purpose: `PUT /v1/profiles/users/{id}/consents`. The next decision goes by it.",
            "Choose topics, channels, quiet hours and where data may come from: `PUT /v1/profiles/users/{id}/preferences`.",
            "Be forgotten: `DELETE /v1/profiles/users/{id}`. It destroys the events, all that was made of them and refused events that name the person, and answers with a receipt that does not name them.",
        ]);
    }
}
