using System.Text;
using Personalization.Replay.Backfilling;
using Personalization.Replay.Tests.Support;

namespace Personalization.Replay.Tests.Backfilling;

public sealed class NdjsonSourceTests
{
    [Fact]
    public async Task Lines_are_numbered_and_empty_ones_are_passed_over() =>
        Assert.Equal([(1, "{}"), (3, "{\"a\":1}\r"), (4, "last")], await Sources.Read("{}\n\n{\"a\":1}\r\nlast", SourceFormat.Ndjson));

    [Fact]
    public async Task It_goes_on_behind_a_line() =>
        Assert.Equal([(3, "c"), (4, "d")], await Sources.Read("a\nb\nc\nd\n", SourceFormat.Ndjson, after: 2));

    [Fact]
    public async Task A_line_that_is_too_long_is_a_problem_of_its_own() =>
        Assert.Equal([(1, "too_large"), (2, "b")], await Sources.Read(new string('x', Limits.LineBytesMax + 1) + "\nb", SourceFormat.Ndjson));

    [Fact]
    public async Task Gzip_is_found_by_its_first_bytes_and_may_have_several_members()
    {
        await using var source = await Sources.Open([.. Sources.Gzip("a\nb"), .. Sources.Gzip("b\nc\n")], SourceFormat.Ndjson, after: 1);
        Assert.Equal([(2, "bb"), (3, "c")], await Sources.Read(source));
    }

    [Fact]
    public async Task Gzip_that_is_cut_off_anywhere_gives_what_came_and_says_how_far_it_came()
    {
        var lines = string.Concat(Enumerable.Range(1, 200).Select(line => $"line {line * 7919 % 1000}\n"));
        var whole = Sources.Gzip(lines);
        for (var cut = 3; cut < whole.Length; cut++)
        {
            var read = new List<(long Number, string Text)>();
            var failed = await Assert.ThrowsAsync<SourceException>(async () =>
            {
                await using var source = await Sources.Open(whole[..cut], SourceFormat.Ndjson);
                await Sources.ReadInto(source, read);
            });
            Assert.Contains($"behind line {read.Count};", failed.Message, StringComparison.Ordinal);
            Assert.StartsWith(string.Concat(read.Select(line => line.Text + "\n")), lines, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_of_one_byte_is_no_gzip()
    {
        await using var source = await Sources.Open([0x1f], SourceFormat.Ndjson);
        Assert.Single(await Sources.Read(source));
    }

    [Theory]
    [InlineData("a.csv", SourceFormat.Csv)]
    [InlineData("a.CSV.gz", SourceFormat.Csv)]
    [InlineData("a.csv.ndjson", SourceFormat.Ndjson)]
    [InlineData("-", SourceFormat.Ndjson)]
    public void The_format_follows_from_the_name(string path, SourceFormat format) => Assert.Equal(format, EventFile.FormatOf(path));

    [Theory]
    [InlineData(SourceFormat.Ndjson, false)]
    [InlineData(SourceFormat.Ndjson, true)]
    [InlineData(SourceFormat.Csv, false)]
    [InlineData(SourceFormat.Csv, true)]
    public async Task The_share_is_of_what_was_given_and_not_of_what_was_read_ahead(SourceFormat format, bool isGzip)
    {
        const int Lines = 2000;
        var text = (format == SourceFormat.Csv ? "userId\n" : "") + string.Concat(Enumerable.Range(0, Lines).Select(line => $"u{line * 7919 % Lines:D4}\n"));
        await using var source = await Sources.Open(isGzip ? Sources.Gzip(text) : Encoding.UTF8.GetBytes(text), format);
        for (var line = 1; line <= Lines; line++)
        {
            await source.Read(TestContext.Current.CancellationToken);
            Assert.Equal((double)line / Lines, source.Share!.Value, tolerance: 0.01);
        }

        Assert.Null(await source.Read(TestContext.Current.CancellationToken));
        Assert.Equal(1, source.Share);
    }
}
