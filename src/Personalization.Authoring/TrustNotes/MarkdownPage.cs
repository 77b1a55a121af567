using System.Text;

namespace Personalization.Authoring.TrustNotes;

/// <summary>A page in Markdown. Whatever a catalog's texts hold, they make no markup.</summary>
internal sealed class MarkdownPage : NotePage
{
    private const string Special = "\\*_[]<>#|~&";

    /// <inheritdoc/>
    public override void Heading(int level, string text) => Block($"{new string('#', level)} {Inline(text)}\n");

    /// <inheritdoc/>
    public override void Paragraph(string text) => Block(Inline(text) + "\n");

    /// <inheritdoc/>
    public override void List(IReadOnlyList<string> items)
    {
        if (items.Count > 0)
        {
            Block(string.Concat(items.Select(item => $"- {Inline(item)}\n")));
        }
    }

    /// <inheritdoc/>
    public override string Finish() => Text.ToString();

    private void Block(string block) => Text.Append(Text.Length > 0 ? "\n" : "").Append(block);

    private static string Inline(string text) => Join(text, Escape, name => $"`{name}`");

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            // What would begin a list or underline what is above it, where it is the first of a line.
            var begins = text[at] is '-' or '+' or '=' ? at == 0 : text[at] is '.' or ')' && at > 0 && text[..at].All(char.IsAsciiDigit);
            escaped.Append(begins || Special.Contains(text[at], StringComparison.Ordinal) ? "\\" : "").Append(text[at]);
        }

        return escaped.ToString();
    }
}
