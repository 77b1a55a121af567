using System.Collections;
using System.Text.Json;
using Personalization.Replay.Jobs;

namespace Personalization.Replay.Tests.Jobs;

/// <summary>What a crash would leave of a job, looked at while each of its marks is being written.</summary>
public sealed class MarkOrderTests
{
    [Fact]
    public async Task Findings_are_on_the_disk_before_the_mark_that_counts_them()
    {
        await using var bench = new JobBench(5_000);
        var lengths = new List<long>();
        var promised = new List<long>();
        string? folder = null;
        // A job's order is written with every mark, so that its subjects are asked for in the middle of that.
        var order = new ReplayOrder(ReplayKind.Verify)
        {
            Subjects = new WatchedTexts(() =>
            {
                if (folder is not null && File.Exists(Path.Combine(folder, "findings.ndjson")))
                {
                    promised.Add(Promised(folder));
                    lengths.Add(new FileInfo(Path.Combine(folder, "findings.ndjson")).Length);
                }
            }),
        };
        var job = bench.Jobs.Start(JobBench.Tenant, "key", order, bench.Journal.End, null).Value!;
        folder = Path.Combine(bench.Folder, job.Id);
        bench.Run();
        await bench.Ended(job.Id);
        promised.Add(Promised(folder));

        // Each mark lies there by the time that the next one is written; how long the file was is of the moment before that mark.
        Assert.True(lengths.Count > 10);
        Assert.NotEqual(0, promised[^1]);
        Assert.All(lengths.Zip(promised.Skip(1)), mark => Assert.True(mark.First >= mark.Second, $"A crash would leave {mark.First} of {mark.Second} promised bytes."));
    }

    private static long Promised(string folder) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "job.json"))).RootElement.GetProperty("findingsBytes").GetInt64();

    /// <summary>A list of nothing that tells when it is read.</summary>
    private sealed class WatchedTexts(Action read) : IReadOnlyList<string>
    {
        public int Count => 0;

        public string this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<string> GetEnumerator()
        {
            read();
            yield break;
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
