using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Replay.Jobs;

namespace Personalization.Replay.Tests.Jobs;

public sealed class FindingReaderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("findings-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private JobFolder Files => new(folder.FullName);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Pages_together_are_all_lines_up_to_the_mark_and_none_behind_it()
    {
        string[] lines = [.. Enumerable.Range(0, 1_000).Select(at => $"{at} {new string('ä', 300)}")];
        await File.WriteAllLinesAsync(Files.Findings, lines, Cancellation);
        var job = Job(new FileInfo(Files.Findings).Length);
        await File.AppendAllTextAsync(Files.Findings, "not marked yet\n", Cancellation);

        var (read, pages, from) = (new List<string>(), 0, 0L);
        for (var isLast = false; !isLast; pages++)
        {
            var page = await FindingReader.Read(Files, job, from, Cancellation);
            read.AddRange(page.Lines);
            (from, isLast) = (page.Next, page.IsLast);
        }

        Assert.Equal(lines, read);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task Where_nothing_was_found_or_all_was_read_the_page_is_empty_and_the_last()
    {
        foreach (var (bytes, from) in new[] { (0L, 0L), (10L, 0L), (10L, 10L) })
        {
            var page = await FindingReader.Read(Files, Job(bytes), from, Cancellation);
            Assert.Equal((0, from, true), (page.Lines.Count, page.Next, page.IsLast));
        }
    }

    private static ReplayJob Job(long bytes) => new("j1", new TenantId("acme/production"), "key", new ReplayOrder(ReplayKind.Verify), new Instant(1)) { FindingsBytes = bytes };
}
