using YamlDotNet.Core;

namespace Personalization.Authoring.Sources;

/// <summary>Walks a plain or quoted scalar in its file. https://yaml.org/spec/1.2.2/#73-flow-scalar-styles</summary>
internal static class FlowScalar
{
    /// <summary>The line and column, both from 1, of every character of the scalar's text.</summary>
    public static List<(int Line, int Column)> Places(SourceFile file, SourcePlace start, ScalarStyle style, int length)
    {
        var places = new List<(int Line, int Column)>(length);
        var (line, at) = (start.Line, start.Column - 1 + (style == ScalarStyle.Plain ? 0 : 1));
        while (places.Count < length && line <= file.LineCount)
        {
            var text = file.Line(line);
            if (at >= text.Length || text.AsSpan(at).IsWhiteSpace())
            {
                (line, at) = Fold(file, line, at, places);
                continue;
            }

            var isEscape = style == ScalarStyle.DoubleQuoted && text[at] == '\\';
            if (isEscape && at == text.Length - 1)
            {
                line++;
                at = Indent(file.Line(line));
                continue;
            }

            places.Add((line, at + 1));
            if (isEscape && text[at + 1] == 'U' && IsAstral(text, at))
            {
                places.Add((line, at + 1));
            }

            at += isEscape ? EscapeChars(text[at + 1]) : style == ScalarStyle.SingleQuoted && text[at] == '\'' ? 2 : 1;
        }

        return places;
    }

    // One line break is a space; of more, the first vanishes and the others stay.
    private static (int Line, int At) Fold(SourceFile file, int line, int at, List<(int Line, int Column)> places)
    {
        var next = line + 1;
        for (; next <= file.LineCount && string.IsNullOrWhiteSpace(file.Line(next)); next++)
        {
            places.Add((next, 1));
        }

        if (next == line + 1)
        {
            places.Add((line, at + 1));
        }

        return (next, Indent(file.Line(next)));
    }

    private static int Indent(string line) => line.Length - line.AsSpan().TrimStart(" \t").Length;

    private static int EscapeChars(char kind) => kind switch
    {
        'x' => 4,
        'u' => 6,
        'U' => 10,
        _ => 2,
    };

    private static bool IsAstral(string line, int at) =>
        at + 6 <= line.Length && !line.AsSpan(at + 2, 4).SequenceEqual("0000");
}
