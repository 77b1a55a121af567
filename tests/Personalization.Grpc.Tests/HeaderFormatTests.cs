using FsCheck;
using FsCheck.Fluent;

namespace Personalization.Grpc.Tests;

public sealed class HeaderFormatTests
{
    [Fact]
    public void Every_sentence_survives_percent_encoding_in_printable_ASCII()
    {
        Prop.ForAll<NonNull<string>>(sentence =>
        {
            // A lone surrogate is no character: UTF-8 turns it into the replacement character, once.
            var text = new string(sentence.Get.Where(character => !char.IsSurrogate(character)).ToArray());
            var encoded = StatusMessage.Encode(text);
            return encoded.All(character => character is >= ' ' and <= '~') && StatusMessage.Decode(encoded) == text;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("100%", "100%25")]
    [InlineData("Straße", "Stra%C3%9Fe")]
    [InlineData(" blank", "%20blank")]
    public void Only_what_must_be_is_encoded(string sentence, string header) => Assert.Equal(header, StatusMessage.Encode(sentence));

    [Theory]
    [InlineData("50% off", "50% off")]
    [InlineData("%zz%C3%9F", "%zzß")]
    [InlineData("%", "%")]
    public void Broken_escapes_are_left_as_they_are(string header, string sentence) => Assert.Equal(sentence, StatusMessage.Decode(header));

    [Fact]
    public void Every_timeout_survives_within_the_precision_of_eight_digits()
    {
        Prop.ForAll<PositiveInt, PositiveInt>((one, other) =>
        {
            var timeout = TimeSpan.FromTicks((long)one.Get * other.Get % TimeSpan.FromDays(29).Ticks + 1);
            Assert.True(GrpcTimeout.TryParse(GrpcTimeout.Format(timeout), out var read));
            return read >= timeout && (read - timeout).Ticks <= timeout.Ticks / 1_000_000;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("1H", 3600)]
    [InlineData("2M", 120)]
    [InlineData("3S", 3)]
    [InlineData("4000m", 4)]
    [InlineData("5000000u", 5)]
    [InlineData("00000000n", 0)]
    [InlineData("99999999H", 30 * 24 * 3600)]
    public void Every_unit_is_read(string header, int seconds)
    {
        Assert.True(GrpcTimeout.TryParse(header, out var timeout));
        Assert.Equal(TimeSpan.FromSeconds(seconds), timeout);
    }

    [Fact]
    public void Bytes_survive_base64_with_and_without_padding()
    {
        Prop.ForAll<byte[]>(bytes =>
        {
            var encoded = BinaryHeader.Encode(bytes);
            return !encoded.Contains('=')
                && BinaryHeader.TryDecode(encoded)!.SequenceEqual(bytes)
                && BinaryHeader.TryDecode(Convert.ToBase64String(bytes))!.SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();
    }
}
