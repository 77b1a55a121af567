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

    [Fact]
    public async Task The_share_grows_to_the_whole()
    {
        await using var source = await Sources.Open(Encoding.UTF8.GetBytes("a\nb\n"), SourceFormat.Ndjson);
        await Sources.Read(source);
        Assert.Equal(1, source.Share);
    }
}
