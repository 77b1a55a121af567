using System.Text;

namespace Personalization.Core.Tests;

/// <summary>Vectors of the reference implementation's self-test (xxHash, tests/sanity_test_vectors.h) and of its documentation.</summary>
public sealed class StableHashTests
{
    private const uint Prime32 = 2654435761;
    private const ulong Prime64 = 11400714785074694797;

    [Theory]
    [InlineData(0, 0, 0xEF46DB3751D8E999)]
    [InlineData(0, Prime32, 0xAC75FDA2929B17EF)]
    [InlineData(1, 0, 0xE934A84ADB052768)]
    [InlineData(1, Prime32, 0x5014607643A9B4C3)]
    [InlineData(4, 0, 0x9136A0DCA57457EE)]
    [InlineData(14, 0, 0x8282DCC4994E35C8)]
    [InlineData(14, Prime32, 0xC3BD6BF63DEB6DF0)]
    [InlineData(222, 0, 0xB641AE8CB691C174)]
    [InlineData(222, Prime32, 0x20CB8AB7AE10C14A)]
    public void The_reference_vectors_hold(int length, ulong seed, ulong expected) =>
        Assert.Equal(expected, StableHash.Of(Buffer(length).AsSpan(), seed));

    [Theory]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void A_text_hashes_as_its_bytes_in_UTF_8(string text, ulong expected)
    {
        Assert.Equal(expected, StableHash.Of(text));
        Assert.Equal(expected, StableHash.Of(Encoding.UTF8.GetBytes(text).AsSpan()));
    }

    [Fact]
    public void A_long_text_hashes_as_its_bytes_too()
    {
        var text = string.Concat(Enumerable.Repeat("Größe 😀 ", 500));
        Assert.Equal(StableHash.Of(Encoding.UTF8.GetBytes(text).AsSpan()), StableHash.Of(text));
    }

    /// <summary>The buffer that the reference fills for its self-test.</summary>
    private static byte[] Buffer(int length)
    {
        var buffer = new byte[length];
        ulong next = Prime32;
        for (var at = 0; at < length; at++)
        {
            buffer[at] = (byte)(next >> 56);
            next *= Prime64;
        }

        return buffer;
    }
}
