using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class LiteralTests
{
    [Theory]
    [InlineData(@"'\a\b\f\n\r\t\v\\\?\""\'\`'", "\a\b\f\n\r\t\v\\?\"'`")]
    [InlineData(@"""\x41\X42\103\u0044\U00000045""", "ABCDE")]
    [InlineData(@"'\U0001F431'", "🐱")]
    [InlineData(@"r'\d+\n'", @"\d+\n")]
    [InlineData("'''a'b\n\"c'''", "a'b\n\"c")]
    [InlineData("\"\"\"a\"b\"\"\"", "a\"b")]
    [InlineData("R\"\"", "")]
    public void Texts_are_read_with_their_escapes(string source, string expected) => Assert.Equal(Value.String(expected), Cel.Evaluate(source));

    [Theory]
    [InlineData(@"b'\377\x00a'", new byte[] { 255, 0, 97 })]
    [InlineData("b'ÿ'", new byte[] { 0xC3, 0xBF })]
    [InlineData(@"br'\x'", new byte[] { (byte)'\\', (byte)'x' })]
    public void Bytes_are_read_with_their_escapes(string source, byte[] expected) => Assert.Equal(Value.Bytes(expected), Cel.Evaluate(source));

    [Theory]
    [InlineData("0x2A", 42)]
    [InlineData("-0x8000000000000000", long.MinValue)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void Ints_are_read_in_both_bases(string source, long expected) => Assert.Equal(Value.Int(expected), Cel.Evaluate(source));

    [Theory]
    [InlineData(".5", 0.5)]
    [InlineData("1e3", 1000)]
    [InlineData("9.9e-1", 0.99)]
    public void Doubles_are_read(string source, double expected) => Assert.Equal(Value.Double(expected), Cel.Evaluate(source));

    [Fact]
    public void Uints_are_read() => Assert.Equal(Value.Uint(ulong.MaxValue), Cel.Evaluate("0xFFFFFFFFFFFFFFFFu"));

    [Theory]
    [InlineData("9223372036854775808", 0, "does not fit a signed")]
    [InlineData("18446744073709551616u", 0, "does not fit an unsigned")]
    [InlineData("12abc", 0, "does not belong to it")]
    [InlineData("'abc", 0, "no closing '")]
    [InlineData("'a\nb'", 0, "no closing '")]
    [InlineData(@"'\q'", 0, "an escape is one of")]
    [InlineData(@"'\uD800'", 0, "an escape is one of")]
    [InlineData(@"'\400'", 0, "an escape is one of")]
    [InlineData(@"b'\u0041'", 0, "an escape is one of")]
    [InlineData("1 = 2", 2, "to compare write `==`")]
    [InlineData("true & false", 5, "for “and” write `&&`")]
    [InlineData("true | false", 5, "for “or” write `||`")]
    [InlineData("a # b", 2, "the character `#` has no place here")]
    [InlineData("a 😀", 2, "U+D83D")]
    public void Malformed_words_are_problems_with_their_place(string source, int offset, string message)
    {
        var problem = Cel.Problem(source);
        Assert.Equal(offset, problem.Span.Offset);
        Assert.Contains(message, problem.Message);
    }
}
