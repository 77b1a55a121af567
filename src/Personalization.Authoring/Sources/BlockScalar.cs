namespace Personalization.Authoring.Sources;

/// <summary>Walks a literal or folded block scalar in its file. https://yaml.org/spec/1.2.2/#81-block-scalar-styles</summary>
internal static class BlockScalar
{
    /// <summary>
    /// The line and column, both from 1, of every character of the scalar's text; empty where the header names an indentation,
    /// which is relative to a parent that is not known here.
    /// </summary>
    public static List<(int Line, int Column)> Places(SourceFile file, int headerLine, bool isFolded, int length)
    {
        var places = new List<(int Line, int Column)>(length);
        var first = headerLine + 1;
        while (first <= file.LineCount && IsBlank(file, first))
        {
            places.Add((first++, 1));
        }

        if (HasIndentationIndicator(file.Line(headerLine)))
        {
            return [];
        }

        var indent = Indent(file.Line(first));
        for (var line = first; places.Count < length && line <= file.LineCount;)
        {
            var text = file.Line(line);
            for (var at = indent; at < text.Length; at++)
            {
                places.Add((line, at + 1));
            }

            var next = line + 1;
            while (next <= file.LineCount && IsBlank(file, next))
            {
                next++;
            }

            var breaks = next - line;
            var keepsAll = !isFolded || IsSpaced(text, indent) || IsSpaced(file.Line(next), indent);
            for (var kept = keepsAll || breaks == 1 ? breaks : breaks - 1; kept > 0; kept--)
            {
                places.Add((line, text.Length + 1));
            }

            line = next;
        }

        return places;
    }

    private static bool HasIndentationIndicator(string header)
    {
        var comment = header.IndexOf(" #", StringComparison.Ordinal);
        var indicators = (comment < 0 ? header : header[..comment]).AsSpan().TrimEnd();
        return indicators.Length > 0 && (char.IsAsciiDigit(indicators[^1]) || (indicators[^1] is '-' or '+' && char.IsAsciiDigit(indicators[^2])));
    }

    // Lines that are indented further keep their line breaks even when folded.
    private static bool IsSpaced(string line, int indent) => line.Length > indent && line[indent] is ' ' or '\t';

    private static bool IsBlank(SourceFile file, int line) => string.IsNullOrWhiteSpace(file.Line(line));

    private static int Indent(string line) => line.Length - line.AsSpan().TrimStart(' ').Length;
}
