using System.Net;

namespace Personalization.Authoring.TrustNotes;

/// <summary>A page in HTML, whole in itself.</summary>
internal sealed class HtmlPage : NotePage
{
    private const string Style = "body{font:16px/1.5 sans-serif;max-width:48em;margin:2em auto;padding:0 1em}code{background:#f2f2f2;padding:0 .2em}";

    /// <inheritdoc/>
    public override void Heading(int level, string text)
    {
        if (level == 1)
        {
            Text.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>").Append(Join(text, WebUtility.HtmlEncode!, WebUtility.HtmlEncode!))
                .Append("</title><style>").Append(Style).Append("</style></head><body>\n");
        }

        Text.Append("<h").Append(level).Append('>').Append(Inline(text)).Append("</h").Append(level).Append(">\n");
    }

    /// <inheritdoc/>
    public override void Paragraph(string text) => Text.Append("<p>").Append(Inline(text)).Append("</p>\n");

    /// <inheritdoc/>
    public override void List(IReadOnlyList<string> items)
    {
        if (items.Count > 0)
        {
            Text.Append("<ul>\n").AppendJoin("", items.Select(item => $"<li>{Inline(item)}</li>\n")).Append("</ul>\n");
        }
    }

    /// <inheritdoc/>
    public override string Finish() => Text + "</body></html>\n";

    private static string Inline(string text) => Join(text, WebUtility.HtmlEncode!, name => $"<code>{WebUtility.HtmlEncode(name)}</code>");
}
