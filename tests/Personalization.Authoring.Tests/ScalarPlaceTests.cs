using FsCheck;
using FsCheck.Fluent;
using Personalization.Authoring.Sources;

namespace Personalization.Authoring.Tests;

public class ScalarPlaceTests
{
    [Theory]
    [InlineData("a: ▶one two", "one two", 0)]
    [InlineData("a: one ▶two", "one two", 4)]
    [InlineData("a: one two▶", "one two", 7)]
    [InlineData("a:  'it''s ▶here'", "it's here", 5)]
    [InlineData("""a: "a\tb \"▶c\" é" """, "a\tb \"c\" é", 5)]
    [InlineData("""a: "\x41\u0042▶C" """, "ABC", 2)]
    [InlineData("""a: "\U0001F600▶C" """, "\U0001F600C", 2)]
    [InlineData("a: one\n   two ▶three\n", "one two three", 8)]
    [InlineData("a: one\n\n   ▶two\n", "one\ntwo", 4)]
    [InlineData("a: \"one\n  ▶two\"", "one two", 4)]
    [InlineData("a: \"on\\\n  e ▶two\"", "one two", 4)]
    [InlineData("a: |\n  one\n  ▶two\n", "one\ntwo\n", 4)]
    [InlineData("a: |\n\n    one\n      two ▶three\n", "\none\n  two three\n", 11)]
    [InlineData("a: |-\n  one\n  two▶\n", "one\ntwo", 7)]
    [InlineData("a: >-\n  one\n  ▶two\n", "one two", 4)]
    [InlineData("a: >-\n  one\n\n  ▶two\n", "one\ntwo", 4)]
    [InlineData("a: >-\n  one\n    two\n  ▶three\n", "one\n  two\nthree", 10)]
    [InlineData("a: > # folded\n\n  one\n  two ▶three\n\n\nb: 1\n", "\none two three\n", 9)]
    [InlineData("a: ▶|2\n    one\n    two\n", "  one\n  two\n", 8)]
    public void An_offset_into_a_text_leads_back_to_where_it_is_written(string marked, string text, int offset)
    {
        var source = Marked.Parse(marked);

        var scalar = Read(source.Text);

        Assert.Equal(text, scalar.Text);
        Assert.Equal(new SourcePlace("a.yaml", source.Line, source.Column), scalar.Source!.PlaceOf(text, offset));
    }

    [Fact]
    public void Every_character_of_an_expression_leads_back_to_itself_whatever_the_style()
    {
        var word = Gen.Elements("user.role", "==", "\"admin\"", "&&", "!done", "'x'", "(1 + 2)", "ä", "\U0001F600", "\\d");
        var lines = Gen.NonEmptyListOf(Gen.NonEmptyListOf(word).Select(words => string.Join(' ', words)));
        var style = Gen.Elements("|", "|-", ">", ">-", "'", "\"");

        Prop.ForAll(Gen.Zip(lines, style).ToArbitrary(), written => LeadsBack([.. written.Item1], written.Item2)).QuickCheckThrowOnFailure();
    }

    private static bool LeadsBack(List<string> lines, string style)
    {
        var file = "before: 1\n" + style switch
        {
            "'" => $"a: '{string.Join("\n   ", lines).Replace("'", "''", StringComparison.Ordinal)}'\n",
            "\"" => $"a: \"{string.Join("\n   ", lines).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n",
            _ => $"a: {style}\n   {string.Join("\n   ", lines)}\n",
        };
        var scalar = Read(file);
        var rows = file.Split('\n');
        return Enumerable.Range(0, scalar.Text.Length)
            .Where(at => !char.IsWhiteSpace(scalar.Text[at]))
            .All(at =>
            {
                var place = scalar.Source!.PlaceOf(scalar.Text, at);
                var written = rows[place.Line - 1][place.Column - 1];
                return place.Line > 2 - (style is "'" or "\"" ? 1 : 0) && (written == scalar.Text[at] || (style == "\"" && written == '\\'));
            });
    }

    private static SourceNode Read(string text)
    {
        var problems = new ProblemList();
        Assert.True(YamlReader.TryRead(new SourceFile("a.yaml", text), problems, out var root));
        return root!["a"]!;
    }
}
