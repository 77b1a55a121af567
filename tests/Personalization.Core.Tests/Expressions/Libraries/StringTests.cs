using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions.Libraries;

public sealed class StringTests
{
    [Theory]
    [InlineData("'a🐱b'.charAt(1)", "'🐱'")]
    [InlineData("'a🐱b'.charAt(3)", "''")]
    [InlineData("'a🐱b'.indexOf('b')", "2")]
    [InlineData("'a🐱b'.indexOf('')", "0")]
    [InlineData("'tacocat'.indexOf('a', 2)", "5")]
    [InlineData("'tacocat'.indexOf('a', 7)", "-1")]
    [InlineData("'🐱a🐱'.lastIndexOf('🐱')", "2")]
    [InlineData("'tacocat'.lastIndexOf('a', 4)", "1")]
    [InlineData("'tacocat'.lastIndexOf('', 3)", "3")]
    [InlineData("'ab'.lastIndexOf('abc')", "-1")]
    [InlineData("['a', '', 'b'].join('-')", "'a--b'")]
    [InlineData("['a', 'b'].join()", "'ab'")]
    [InlineData("'Straße ÄÖ'.lowerAscii()", "'straße ÄÖ'")]
    [InlineData("'straße ÄÖ'.upperAscii()", "'STRAßE ÄÖ'")]
    [InlineData("'a-b-c'.replace('-', '+')", "'a+b+c'")]
    [InlineData("'a-b-c'.replace('-', '+', 1)", "'a+b-c'")]
    [InlineData("'a-b-c'.replace('-', '+', 0)", "'a-b-c'")]
    [InlineData("'🐱b'.replace('', '.')", "'.🐱.b.'")]
    [InlineData("'🐱b'.replace('', '.', 2)", "'.🐱.b'")]
    [InlineData("'a,b,,c'.split(',')", "['a', 'b', '', 'c']")]
    [InlineData("'a,b,c'.split(',', 2)", "['a', 'b,c']")]
    [InlineData("'a,b'.split(',', 0)", "[]")]
    [InlineData("'a🐱b'.split('')", "['a', '🐱', 'b']")]
    [InlineData("'a🐱b'.split('', 2)", "['a', '🐱b']")]
    [InlineData("''.split(',')", "['']")]
    [InlineData("'a🐱bc'.substring(1, 3)", "'🐱b'")]
    [InlineData("'a🐱bc'.substring(4)", "''")]
    [InlineData("' \\t\\u00a0\\u2003x\\u200b\\n'.trim()", "'x\\u200b'")]
    [InlineData("'a🐱b'.reverse()", "'b🐱a'")]
    [InlineData("strings.quote('a\"\\n\\\\🐱')", "'\"a\\\\\"\\\\n\\\\\\\\🐱\"'")]
    public void String_functions_give_these_values(string call, string expected) => Extension.AssertSame(call, expected);

    [Theory]
    [InlineData("'abc'.charAt(4)", "index out of range: 4")]
    [InlineData("'abc'.charAt(-1)", "index out of range: -1")]
    [InlineData("'🐱'.charAt(2)", "index out of range: 2")]
    [InlineData("'abc'.substring(1, 9)", "index out of range: 9")]
    [InlineData("'abc'.substring(2, 1)", "before its start")]
    [InlineData("'abc'.indexOf('a', 4)", "index out of range: 4")]
    [InlineData("'abc'.lastIndexOf('a', -9223372036854775808)", "index out of range")]
    [InlineData("['a', dyn(1)].join()", "no such overload")]
    [InlineData("'abc'.charAt(true)", "no such overload")]
    [InlineData("42.split('2')", "no such overload")]
    [InlineData("'42'.replace('2', '1', '1')", "no such overload")]
    public void What_has_no_value_is_an_error(string call, string words) => Extension.AssertError(call, words);

    [Theory]
    [InlineData("user.role.replace('', user.role).replace('', user.role)", "text grew too long")]
    [InlineData("[user.role, user.role, user.role].join(user.role)", "text grew too long")]
    [InlineData("user.role.split('')", "list grew too long")]
    [InlineData("(user.role + user.role).replace('a', 'bbb')", "text grew too long")]
    public void No_text_or_list_grows_without_bound(string call, string words)
    {
        var value = Cel.Evaluate(call, new Cel(Role: new string('a', 25_000)));
        Assert.Contains(words, value.AsError, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_are_those_of_a_list_of_code_points() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<byte>(), (text, position) =>
        {
            var runes = text.Get.EnumerateRunes().Select(rune => rune.ToString()).ToList();
            var cleaned = string.Concat(runes);
            var at = position % (runes.Count + 1);
            var context = new Cel(at, Role: cleaned);
            Assert.Equal(Value.String(string.Concat(runes.Skip(at))), Cel.Evaluate("user.role.substring(user.count)", context));
            Assert.Equal(Value.String(at < runes.Count ? runes[at] : ""), Cel.Evaluate("user.role.charAt(user.count)", context));
            Assert.Equal(Value.String(string.Concat(Enumerable.Reverse(runes))), Cel.Evaluate("user.role.reverse()", context));
        }).QuickCheckThrowOnFailure();
}
