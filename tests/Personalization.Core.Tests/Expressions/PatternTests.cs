using System.Text.RegularExpressions;
using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

/// <summary>The syntax and meaning are those of RE2: https://github.com/google/re2/wiki/Syntax.</summary>
public class PatternTests
{
    [Theory]
    [InlineData("abc$", "abc\n", false)]
    [InlineData("(?m)^b$", "a\nb\nc", true)]
    [InlineData("(?m)^b$|x", "a\nbc", false)]
    [InlineData("^b", "a\nb", false)]
    [InlineData(@"^\d$", "٣", false)]
    [InlineData(@"^\w$", "é", false)]
    [InlineData(@"^\s$", "\u00A0", false)]
    [InlineData(@"^\D\W\S$", "٣é\u00A0", true)]
    [InlineData(@"\bé", "é", false)]
    [InlineData(@"^a\b.\B\.$", "a!.", true)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^[😀-😎]{2}$", "😀😂", true)]
    [InlineData("^[^a]$", "\n", true)]
    [InlineData("a.b", "a\nb", false)]
    [InlineData("(?s)a.b", "a\nb", true)]
    [InlineData("(?P<year>[0-9]{4})-(?<month>1[0-2])", "2026-12", true)]
    [InlineData("^[[:alpha:]_[:^ascii:]]+$", "Ab_é", true)]
    [InlineData("^[]a-]+$", "]a-", true)]
    [InlineData("^[a-z-[aeiou]]$", "x", false)]
    [InlineData("^(?i)straSSe[k]$", "STRAßEK", false)]
    [InlineData("^(?i)k[à-ý]$", "\u212AÉ", true)]
    [InlineData("^(?i:a)b$", "Ab", true)]
    [InlineData("^(?i:a)b$", "AB", false)]
    [InlineData("^(a(?i)b|c)d$", "Cd", true)]
    [InlineData("^(a(?i)b)c$", "aBC", false)]
    [InlineData("^(?i)a(?-i)b$", "AB", false)]
    [InlineData(@"^\Qa.b\E+$", "a.bbb", true)]
    [InlineData(@"^\Qa.b$", "axb", false)]
    [InlineData(@"^\x41\x{1F600}\101\0$", "A😀A\0", true)]
    [InlineData(@"^\pL\p{Lu}\PL\p{^L}\p{Any}$", "éÉ1-x", true)]
    [InlineData(@"^\p{L}$", "𐐷", true)]
    [InlineData("^a{2}b{1,}c{0,2}$", "aabbbcc", true)]
    [InlineData("^a{2}b{1,}c{0,2}$", "aabbbccc", false)]
    [InlineData("^a{,5}$", "a{,5}", true)]
    [InlineData("^(|a|b*)+?$", "abba", true)]
    [InlineData("^((a*)*b?)*$", "aabaab", true)]
    [InlineData("x*", "", true)]
    [InlineData("$^", "", true)]
    [InlineData(@"\Aa|b\z", "cb", true)]
    [InlineData("((){1000}){1000}", "a", true)]
    public void A_pattern_matches_as_in_RE2(string pattern, string text, bool expected) =>
        Assert.Equal(Value.Bool(expected), Cel.Evaluate($"user.role.matches({Quoted(pattern)})", new Cel(Role: text)));

    [Theory]
    [InlineData("(?=a)")]
    [InlineData("(?<=a)b")]
    [InlineData("(?#a)")]
    [InlineData(@"(a)\1")]
    [InlineData(@"\q")]
    [InlineData(@"\")]
    [InlineData(@"\x{110000}")]
    [InlineData(@"\xg0")]
    [InlineData(@"\x{}")]
    [InlineData(@"\p{Klingon}")]
    [InlineData(@"\p")]
    [InlineData("a**")]
    [InlineData("*")]
    [InlineData("(")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("[z-a]")]
    [InlineData(@"[a-\d]")]
    [InlineData("[[:nothing:]]")]
    [InlineData("a{1001}")]
    [InlineData("a{99999999999}")]
    [InlineData("a{2,1}")]
    [InlineData("(?P<>a)")]
    [InlineData("(?")]
    public void What_RE2_does_not_take_is_malformed(string pattern) =>
        Assert.StartsWith("the pattern is malformed at character ", Cel.Problem($"user.role.matches({Quoted(pattern)})").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("((a{100}){100}){100}")]
    [InlineData("(((a?){1000}){1000}){1000}")]
    public void A_pattern_whose_repetitions_multiply_is_too_large(string pattern) =>
        Assert.StartsWith("the pattern is too large", Cel.Problem($"user.role.matches({Quoted(pattern)})").Message, StringComparison.Ordinal);

    [Fact]
    public void A_pattern_that_needs_many_states_costs_even_where_the_text_is_short()
    {
        var many = $"[{string.Join(",", Enumerable.Range(0, 300))}]";
        Assert.Equal(Value.Error("cost limit exceeded"), Cel.Evaluate($"{many}.all(x, {many}.all(y, !user.role.matches('b{{2000}}')))", new Cel(Role: "a")));
    }

    [Theory]
    [InlineData("(.*a.{100}){3}c")]
    [InlineData("(a|b)*a(a|b){500}c")]
    [InlineData("(a?){900}c")]
    [InlineData("(.{0,300}b){2}c")]
    public void A_match_that_takes_too_long_ends_with_an_error(string pattern)
    {
        var text = string.Concat(Enumerable.Repeat("abbab", 13_000));
        Assert.Equal(Value.Error("cost limit exceeded"), Cel.Evaluate($"user.role.matches({Quoted(pattern)})", new Cel(Role: text)));
        Assert.Equal(Value.Error("cost limit exceeded"), Cel.Evaluate($"user.role.matches(string({Quoted(pattern)} + user.role.substring(0, 0)))", new Cel(Role: text)));
    }

    [Fact]
    public void Patterns_match_like_those_of_the_platform_where_both_mean_the_same()
    {
        string[] atoms = ["a", "b", "[ab]", "[^a]", "(?:a|b)", "(?:ab|)", "(?:a*b)", "(?:b+?)", ".", "^", @"\z", @"\b"];
        string[] bounds = ["", "", "*", "+", "?", "{2}", "{0,2}", "{1,}"];
        const int Seed = 7;
        var random = new Random(Seed);
        for (var run = 0; run < 2_000; run++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => atoms[random.Next(atoms.Length)] is var atom
                && atom.Length > 0 && atom[0] != '^' && !atom.StartsWith('\\') ? atom + bounds[random.Next(bounds.Length)] : atom));
            var text = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => "abc "[random.Next(4)]));
            var expected = new Regex(pattern, RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout).IsMatch(text);
            Assert.True(Value.Bool(expected) == Cel.Evaluate($"user.role.matches({Quoted(pattern)})", new Cel(Role: text)), $"seed {Seed}, run {run}: {pattern} on `{text}`");
        }
    }

    private static string Quoted(string pattern) => $"r'''{pattern}'''";
}
