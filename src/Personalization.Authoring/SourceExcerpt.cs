using Personalization.Authoring.Sources;

namespace Personalization.Authoring;

/// <summary>The line that a problem is about, with the characters that are meant.</summary>
/// <param name="Text">The line, or the part of a long one around the characters; tabs are blanks.</param>
/// <param name="Start">Where in the text the characters begin, from 0.</param>
/// <param name="Length">How many they are, at least 1.</param>
public sealed record SourceExcerpt(string Text, int Start, int Length)
{
    /// <summary>The text, and carets below the characters.</summary>
    public string Render() => $"  {Text}\n  {new string(' ', Start)}{new string('^', Length)}";

    /// <summary>Cuts an excerpt out of a file; null where there is nothing to see.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The first character, from 1.</param>
    /// <param name="length">How many characters are meant; 0 for the word, the quoted text or the sign that begins there.</param>
    internal static SourceExcerpt? Of(SourceFile file, int line, int column, int length)
    {
        var whole = file.Line(line);
        var at = column - 1;
        if (string.IsNullOrWhiteSpace(whole) || at > whole.Length)
        {
            return null;
        }

        var from = Math.Max(0, Math.Min(at - (Limits.ExcerptCharsMax / 2), whole.Length - Limits.ExcerptCharsMax));
        var text = whole.Substring(from, Math.Min(Limits.ExcerptCharsMax, whole.Length - from)).TrimEnd();
        var meant = length > 0 ? length : WordLength(whole.AsSpan(at));
        return new SourceExcerpt(Visible(text), at - from, Math.Clamp(meant, 1, Math.Max(1, text.Length - (at - from))));
    }

    private static int WordLength(ReadOnlySpan<char> rest)
    {
        if (rest is ['"' or '\'', .. var quoted] && quoted.IndexOf(rest[0]) is var end and >= 0)
        {
            return end + 2;
        }

        var length = 0;
        while (length < rest.Length && (char.IsLetterOrDigit(rest[length]) || rest[length] is '_' or '-' or '.' or '/'))
        {
            length++;
        }

        return length;
    }

    // Control characters would move the carets, or a terminal's cursor.
    private static string Visible(string text) => string.Create(text.Length, text, (shown, written) =>
    {
        for (var at = 0; at < shown.Length; at++)
        {
            shown[at] = char.IsControl(written[at]) ? ' ' : written[at];
        }
    });
}
