using System.Runtime.CompilerServices;
using System.Text;
using Personalization.Replay.Backfilling;

namespace Personalization.Replay.Jobs;

/// <summary>Reads what a job has found.</summary>
public static class FindingReader
{
    /// <summary>The lines that were there at a job's latest mark, while it may go on writing.</summary>
    /// <param name="files">The job's files.</param>
    /// <param name="job">The job.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static async IAsyncEnumerable<string> Read(JobFolder files, ReplayJob job, long limit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!File.Exists(files.Findings))
        {
            yield break;
        }

        var file = new FileStream(files.Findings, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using (file.ConfigureAwait(false))
        {
            var lines = new LineReader(file);
            while (lines.Number < Math.Min(limit, job.Findings) && await lines.Read(cancellation).ConfigureAwait(false))
            {
                yield return Encoding.UTF8.GetString(lines.Line.Span);
            }
        }
    }
}
