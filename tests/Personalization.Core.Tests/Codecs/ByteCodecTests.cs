using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Codecs;

namespace Personalization.Core.Tests.Codecs;

public sealed class ByteCodecTests
{
    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7F")]
    [InlineData(128, "8001")]
    [InlineData(300, "AC02")]
    [InlineData(ulong.MaxValue, "FFFFFFFFFFFFFFFFFF01")]
    public void Unsigned_numbers_are_LEB128(ulong value, string hex) => Assert.Equal(hex, Hex(to => to.Unsigned(value)));

    [Theory]
    [InlineData(0, "00")]
    [InlineData(-1, "01")]
    [InlineData(1, "02")]
    [InlineData(long.MinValue, "FFFFFFFFFFFFFFFFFF01")]
    public void Signed_numbers_are_zigzag(long value, string hex) => Assert.Equal(hex, Hex(to => to.Signed(value)));

    [Fact]
    public void Numbers_come_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), ArbMap.Default.ArbFor<ulong>(), ArbMap.Default.ArbFor<double>(), (signed, unsigned, number) =>
        {
            using var writer = new ByteWriter();
            writer.Signed(signed);
            writer.Unsigned(unsigned);
            writer.Fixed64(unsigned);
            writer.Double(number);
            var reader = new ByteReader(writer.Written);
            return reader.Signed() == signed && reader.Unsigned() == unsigned && reader.Fixed64() == unsigned
                && BitConverter.DoubleToInt64Bits(reader.Double()) == BitConverter.DoubleToInt64Bits(number) && reader.Remaining == 0;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(41)]
    [InlineData(42)]
    [InlineData(43)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(10_000)]
    public void Texts_of_any_length_and_width_come_back(int length)
    {
        foreach (var one in new[] { "x", "é", "€", "😀" })
        {
            var text = string.Concat(Enumerable.Repeat(one, length));
            using var writer = new ByteWriter();
            writer.Text(text);
            writer.Byte(7);
            var reader = new ByteReader(writer.Written);
            Assert.Equal(text, reader.Text());
            Assert.Equal(7, reader.Byte());
        }
    }

    [Fact]
    public void The_buffer_grows_and_can_be_used_again()
    {
        using var writer = new ByteWriter();
        writer.Bytes(new byte[100_000]);
        Assert.Equal(100_003, writer.Length);
        writer.Clear();
        writer.Byte(1);
        Assert.Equal([1], writer.Written.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("FFFFFFFFFFFFFFFFFF02")]
    [InlineData("FFFFFFFFFFFFFFFFFFFF01")]
    public void A_number_that_no_writer_made_is_refused(string hex) =>
        Assert.Throws<InvalidDataException>(() => new ByteReader(Convert.FromHexString(hex)).Unsigned());

    [Fact]
    public void A_count_beyond_what_is_left_is_refused_before_anything_is_allocated() =>
        Assert.Throws<InvalidDataException>(() => new ByteReader(Convert.FromHexString("FFFFFFFF0F00")).Count());

    [Fact]
    public void A_run_beyond_the_end_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => new ByteReader([5, 1, 2]).Text());
        Assert.Throws<InvalidDataException>(() => new ByteReader([1, 2]).Fixed64());
        Assert.Throws<InvalidDataException>(() => { new ByteReader([1, 2]).Raw(-1); });
    }

    private static string Hex(Action<ByteWriter> write)
    {
        using var writer = new ByteWriter();
        write(writer);
        return Convert.ToHexString(writer.Written);
    }
}
