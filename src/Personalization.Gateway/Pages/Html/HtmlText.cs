using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Personalization.Gateway.Pages.Html;

/// <summary>HTML that is put together from markup of this program and texts of others: what stands in the holes of an interpolated text is always encoded, so no text can become markup.</summary>
internal sealed class HtmlText
{
    /// <summary>Letters of all languages stay readable in the source; what HTML could take for markup does not.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder text = new();

    /// <summary>Adds markup, with texts in its holes.</summary>
    public HtmlText Add([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Adds another piece.</summary>
    public HtmlText Add(HtmlText piece)
    {
        text.Append(piece.text);
        return this;
    }

    /// <summary>Adds the style sheet: the only text that is not encoded, since it is of this program and its hash is in the policy.</summary>
    public HtmlText AddStyle()
    {
        text.Append(PageStyle.Sheet);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>Takes the parts of an interpolated text, one by one.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Markup(int literalLength, int formattedCount, HtmlText page)
    {
        /// <summary>How long the parts are that are known.</summary>
        public int Length { get; } = literalLength + formattedCount;

        public void AppendLiteral(string literal) => page.text.Append(literal);

        public void AppendFormatted(string? value) => page.text.Append(Encoder.Encode(value ?? ""));

        public void AppendFormatted(int value) => page.text.Append(value.ToString(CultureInfo.InvariantCulture));

        /// <summary>A text in another language than the page says so (WCAG 2.2, 3.1.2).</summary>
        public void AppendFormatted(WrittenText value)
        {
            if (value.Language is null)
            {
                AppendFormatted(value.Text);
                return;
            }

            page.text.Append("<span lang=\"");
            AppendFormatted(value.Language);
            page.text.Append("\">");
            AppendFormatted(value.Text);
            page.text.Append("</span>");
        }
    }
}
