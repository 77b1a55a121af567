namespace Personalization.Core.Tests.Expressions.Libraries;

public sealed class EncoderTests
{
    [Theory]
    [InlineData("base64.encode(b'hello')", "'aGVsbG8='")]
    [InlineData("base64.encode(b'')", "''")]
    [InlineData("base64.decode('aGVsbG8=')", "b'hello'")]
    [InlineData("base64.decode('aGVsbG8')", "b'hello'")]
    [InlineData("base64.decode('')", "b''")]
    [InlineData("base64.decode(base64.encode(b'\\377\\000'))", "b'\\377\\000'")]
    public void Base64_goes_both_ways(string call, string expected) => Extension.AssertSame(call, expected);

    [Theory]
    [InlineData("base64.decode('aGVsb')", "not base64")]
    [InlineData("base64.decode('aGVs bG8=')", "not base64")]
    [InlineData("base64.decode('a-_b')", "not base64")]
    [InlineData("base64.encode(dyn('text'))", "no such overload")]
    [InlineData("base64.decode(dyn(b'text'))", "no such overload")]
    public void What_cannot_be_read_is_an_error(string call, string words) => Extension.AssertError(call, words);
}
