using System.Text;
using Personalization.Replay.Backfilling;

namespace Personalization.Replay.Jobs;

/// <summary>Reads what a job has found.</summary>
public static class FindingReader
{
    /// <summary>A page of the lines that were there at a job's latest mark, while it may go on writing.</summary>
    /// <param name="files">The job's files.</param>
    /// <param name="job">The job.</param>
    /// <param name="from">0, or <see cref="FindingPage.Next"/> of the page before.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static async ValueTask<FindingPage> Read(JobFolder files, ReplayJob job, long from, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(job);
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        if (from >= job.FindingsBytes || !File.Exists(files.Findings))
        {
            return new FindingPage([], from, IsLast: true);
        }

        var file = new FileStream(files.Findings, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete) { Position = from };
        await using (file.ConfigureAwait(false))
        {
            var lines = new LineReader(file);
            var (read, next) = (new List<string>(), from);
            while (next < job.FindingsBytes && next - from < Limits.FindingPageBytes)
            {
                if (!await lines.Read(cancellation).ConfigureAwait(false))
                {
                    return new FindingPage(read, next, IsLast: true);
                }

                read.Add(Encoding.UTF8.GetString(lines.Line.Span));
                next += lines.Bytes;
            }

            return new FindingPage(read, next, IsLast: next >= job.FindingsBytes);
        }
    }
}
