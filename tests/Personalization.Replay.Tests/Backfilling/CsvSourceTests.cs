using System.Text;
using Personalization.Replay.Backfilling;
using Personalization.Replay.Tests.Support;

namespace Personalization.Replay.Tests.Backfilling;

public sealed class CsvSourceTests
{
    [Fact]
    public async Task A_record_is_an_event_as_the_header_says() => Assert.Equal(
        (2, """{"messageId":"m1","type":"track","userId":"u1","event":"opened","timestamp":"2026-01-02T03:04:05Z","properties":{"rows":12,"name":"a, \"b\""},"context":{"location":{"country":"DE"}}}"""),
        Assert.Single(await Csv(
            """"
            messageId,type,userId,event,timestamp,properties.rows,properties.name,context.location.country
            m1,track,u1,opened,2026-01-02T03:04:05Z,12,"a, ""b""",DE
            """")));

    [Fact]
    public async Task Without_a_type_it_is_a_track_and_empty_fields_are_left_out() => Assert.Equal(
        (2, """{"type":"track","messageId":"m1","event":"opened"}"""), Assert.Single(await Csv("messageId,type,event,properties.a,traits.b.c\nm1,,opened,,\n")));

    [Theory]
    [InlineData("12", "12")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("0", "0")]
    [InlineData("123456789012345", "123456789012345")]
    [InlineData("1234567890123456", "\"1234567890123456\"")]
    [InlineData("007", "\"007\"")]
    [InlineData("1.", "\"1.\"")]
    [InlineData(".5", "\".5\"")]
    [InlineData("-", "\"-\"")]
    [InlineData("1e5", "\"1e5\"")]
    [InlineData("+1", "\"+1\"")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("True", "\"True\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("ö", "\"ö\"")]
    public async Task Fields_of_properties_and_traits_have_types(string field, string json) =>
        Assert.Equal($$$"""{"type":"track","properties":{"x":{{{json}}}}}""", Assert.Single(await Csv("properties.x\n" + field)).Text);

    [Fact]
    public async Task Ids_and_contexts_are_always_texts() =>
        Assert.Equal("""{"type":"track","userId":"7","context":{"x":"1"}}""", Assert.Single(await Csv("userId,context.x\n7,1")).Text);

    [Fact]
    public async Task A_record_over_several_lines_has_the_number_of_its_first_one_and_going_on_counts_lines()
    {
        const string Text = "userId,traits.a\nu1,\"x\ny\"\nu2,b\n";
        Assert.Equal([2, 4], (await Csv(Text)).Select(record => record.Number));
        Assert.Equal([4], (await Csv(Text, after: 2)).Select(record => record.Number));
    }

    [Fact]
    public async Task A_bad_record_is_a_problem_of_its_own() =>
        Assert.Equal(["wrong_columns", "wrong_quotes", "wrong_columns", """{"type":"track","userId":"u4","event":"d"}"""],
            (await Csv("userId,event\nu1\nu2,\"a\"b\nu3,c,d\nu4,d\n")).Select(record => record.Text));

    [Fact]
    public async Task Bytes_that_are_no_text_are_a_problem_of_their_record()
    {
        await using var source = await Sources.Open([.. "userId\n"u8, 0xff, .. "\nu2\n"u8], SourceFormat.Csv);
        Assert.Equal(["invalid_utf8", """{"type":"track","userId":"u2"}"""], (await Sources.Read(source)).Select(record => record.Text));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("userId,email\n", "no column 'email'")]
    [InlineData("userId;event\n", "Columns are separated by commas.")]
    [InlineData("userId\tevent\n", "Columns are separated by commas.")]
    [InlineData("properties.\n", "no column 'properties.'")]
    [InlineData("userId,userId\n", "there twice")]
    [InlineData("traits.a,traits.a.b\n", "there twice, or is an object")]
    [InlineData("traits.a.b,traits.a\n", "there twice, or is an object")]
    public async Task A_header_that_makes_no_sense_is_refused(string text, string message) =>
        Assert.Contains(message, (await Assert.ThrowsAsync<SourceException>(() => Csv(text))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_quote_that_is_never_closed_does_not_swallow_the_memory()
    {
        var text = "userId,event\nu1,a\nu2,\"" + string.Concat(Enumerable.Repeat("many,lines\n", 100_000));
        var failed = await Assert.ThrowsAsync<SourceException>(() => Csv(text));
        Assert.Contains("behind line 2:", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_may_be_gzip()
    {
        await using var source = await Sources.Open(Sources.Gzip("userId\nu1\n"), SourceFormat.Csv);
        Assert.Single(await Sources.Read(source));
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_header()
    {
        await using var source = await Sources.Open([.. Encoding.UTF8.Preamble, .. "userId\nu1\n"u8], SourceFormat.Csv);
        Assert.Single(await Sources.Read(source));
    }

    private static Task<List<(long Number, string Text)>> Csv(string text, long after = 0) => Sources.Read(text, SourceFormat.Csv, after);
}
