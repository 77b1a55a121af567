using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class FunctionTests
{
    [Theory]
    [InlineData("size('πέντε')", 5)]
    [InlineData("'🐱'.size()", 1)]
    [InlineData("size(b'abc')", 3)]
    [InlineData("size([1, 2])", 2)]
    [InlineData("{'a': 1}.size()", 1)]
    [InlineData("size(user.paths)", 3)]
    [InlineData("int('987')", 987)]
    [InlineData("int(-7.9)", -7)]
    [InlineData("int(timestamp('2004-09-16T23:59:59.5Z'))", 1095379199)]
    [InlineData("int(timestamp('1969-12-31T23:59:59.5Z'))", -1)]
    [InlineData("[7, 8, 9][dyn(1.0)]", 8)]
    [InlineData("{'a': {'b': 3}}.a.b", 3)]
    [InlineData("{1u: 4}[dyn(1)]", 4)]
    [InlineData("dotted.name", 3)]
    public void Functions_that_give_ints(string source, long expected) => Assert.Equal(Value.Int(expected), Cel.Evaluate(source, new Cel(3)));

    [Theory]
    [InlineData("'foobar'.startsWith('foo')", true)]
    [InlineData("'foobar'.endsWith('foo')", false)]
    [InlineData("user.role.contains('dmi')", true)]
    [InlineData("user.role.startsWith(user.role)", true)]
    [InlineData("'banana'.matches('ba(na)*')", true)]
    [InlineData("matches(user.role, '^ad.*n$')", true)]
    [InlineData("user.role.matches('^' + user.role + '$')", true)]
    [InlineData("user.role in ['member', 'admin']", true)]
    [InlineData("user.role in ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'admin']", true)]
    [InlineData("user.role in ['a', 'b', 'c', 'd', 'e', 'f', 'g']", false)]
    [InlineData("'/2' in user.paths", true)]
    [InlineData("'/3' in user.paths", false)]
    [InlineData("user.paths[0] == '/0'", true)]
    [InlineData("has(user.role)", true)]
    [InlineData("has(user.count)", true)]
    [InlineData("has({'a': 1}.b)", false)]
    [InlineData("exposures['upsell.runs'].count == 3", true)]
    [InlineData("(user.active ? user.role : 'x') == 'x'", true)]
    [InlineData("(user.active ? now : timestamp(5)) == timestamp(5)", true)]
    [InlineData("bool('TRUE')", true)]
    public void Functions_that_give_bools(string source, bool expected) =>
        Assert.Equal(Value.Bool(expected), Cel.Evaluate(source, new Cel(3, Role: "admin")));

    [Theory]
    [InlineData("string(1.5)", "1.5")]
    [InlineData("string(9876u)", "9876")]
    [InlineData("string(duration('1h'))", "3600s")]
    [InlineData("string(timestamp('2009-02-13T23:31:30.123456Z'))", "2009-02-13T23:31:30.123456Z")]
    [InlineData(@"string(b'\303\277')", "ÿ")]
    [InlineData("string(user.spent)", "3s")]
    public void Functions_that_give_texts(string source, string expected) =>
        Assert.Equal(Value.String(expected), Cel.Evaluate(source, new Cel(3)));

    [Theory]
    [InlineData("1h30m", 5_400_000_000_000)]
    [InlineData("-1.5h", -5_400_000_000_000)]
    [InlineData("250ms", 250_000_000)]
    [InlineData("1us2ns", 1_002)]
    [InlineData(".5s", 500_000_000)]
    [InlineData("0", 0)]
    public void Durations_are_read(string text, long nanoseconds) =>
        Assert.Equal(Value.Nanoseconds(nanoseconds), Cel.Evaluate($"duration('{text}')"));

    [Theory]
    [InlineData("duration('')")]
    [InlineData("duration('h')")]
    [InlineData("duration('1')")]
    [InlineData("duration('1d')")]
    [InlineData("duration('-320000000000s')")]
    [InlineData("duration('99999999999999999999999999999999999999999h')")]
    [InlineData("timestamp('2026-02-29T00:00:00Z')")]
    [InlineData("timestamp('2026-01-01T00:00:00')")]
    [InlineData("timestamp('2026-01-01T00:00:00+24:00')")]
    [InlineData("timestamp('2026-01-01T00:00:00.Z')")]
    [InlineData("int('1.5')")]
    [InlineData("int(9223372036854775807.0)")]
    [InlineData("uint(-1)")]
    [InlineData("double('x')")]
    [InlineData("bool('TrUe')")]
    [InlineData(@"string(b'\000\xff')")]
    [InlineData("[1, 2, 3][3]")]
    [InlineData("[1, 2, 3][-1]")]
    [InlineData("{'a': 1}['b']")]
    [InlineData("{'a': 1, 'a': 2}")]
    [InlineData("'a'.matches('(')")]
    public void What_cannot_be_converted_or_found_is_an_error(string source) => Assert.Equal(ValueKind.Error, Cel.Evaluate(source).Kind);

    [Fact]
    public void A_pattern_that_would_backtrack_is_an_error_not_an_attack() =>
        Assert.Contains("back-references", Cel.Evaluate(@"'aa'.matches('(a)\\1')").AsError);

    [Fact]
    public void A_text_cannot_grow_without_bound()
    {
        var long4096 = new string('a', 4096);
        var source = $"{string.Join(" + ", Enumerable.Repeat("user.role", 17))} == ''";
        Assert.Equal("the text grew too long", Cel.Evaluate(source, new Cel(Role: long4096)).AsError);
    }

    [Theory]
    [InlineData("int('5\\x00')")]
    [InlineData("uint('5\\x00')")]
    [InlineData("double('5\\x00')")]
    [InlineData("double(' 5')")]
    [InlineData("double('5 ')")]
    public void A_number_has_nothing_around_it(string source) => Assert.Equal("the text is not a number of the type", Cel.Evaluate(source).AsError);
}
