using System.Text;

namespace Personalization.Authoring.TrustNotes;

/// <summary>A page that is being written: headings, paragraphs and lists, whose texts hold names between backticks.</summary>
internal abstract class NotePage
{
    /// <summary>The page so far.</summary>
    protected StringBuilder Text { get; } = new();

    /// <summary>A name of the catalog or an address, to stand in a text.</summary>
    public static string Name(string name) => $"`{name.Replace('`', '\'')}`";

    /// <summary>Names one after the other.</summary>
    public static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Name));

    /// <summary>A sentence of people, in which backticks mean nothing.</summary>
    public static string Sentence(string text) => text.Replace('`', '\'').ReplaceLineEndings(" ");

    /// <summary>Adds a heading; level 1 is the title.</summary>
    public abstract void Heading(int level, string text);

    /// <summary>Adds a paragraph.</summary>
    public abstract void Paragraph(string text);

    /// <summary>Adds a list, or nothing where it is empty.</summary>
    public abstract void List(IReadOnlyList<string> items);

    /// <summary>The whole page.</summary>
    public abstract string Finish();

    /// <summary>The parts of a text: those at odd places are names.</summary>
    protected static string Join(string text, Func<string, string> plain, Func<string, string> name) =>
        string.Concat(text.Split('`').Select((part, at) => at % 2 == 1 ? name(part) : plain(part)));
}
