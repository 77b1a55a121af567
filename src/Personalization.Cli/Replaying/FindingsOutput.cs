using System.Text;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Personalization.Replay;

namespace Personalization.Cli.Replaying;

/// <summary>Fetches the findings of a replay and prints them.</summary>
internal sealed class FindingsOutput(GrpcClient client, Output output)
{
    /// <summary>Prints them; a table ends after a page.</summary>
    public async Task Write(ReplayJob job, FindingsFormat format, CancellationToken stop)
    {
        if (format == FindingsFormat.Table)
        {
            await WriteTable(job, stop);
            return;
        }

        if (format == FindingsFormat.Csv)
        {
            await output.Results.WriteAsync(FindingCsv.Header);
        }

        await foreach (var line in Lines(job.Id, limit: 0, stop))
        {
            await output.Results.WriteAsync(format == FindingsFormat.Csv ? FindingCsv.Lines(Read(line)) : line + "\n");
        }
    }

    private async Task WriteTable(ReplayJob job, CancellationToken stop)
    {
        var rows = new List<string[]>();
        await foreach (var line in Lines(job.Id, Limits.FindingsShownMax, stop))
        {
            rows.AddRange(FindingTable.Rows(Read(line)));
        }

        if (rows.Count > 0)
        {
            await TextTable.Write(output, [.. FindingTable.Headings], rows);
        }

        if (job.Progress.Findings > Limits.FindingsShownMax)
        {
            await output.Notes.WriteLineAsync($"… and {Counted.Of(job.Progress.Findings - Limits.FindingsShownMax, "more finding")}; --format ndjson or csv has them all.");
        }
    }

    // The tenant is that of the key; nothing that is printed names it.
    private static ReplayFinding Read(string line) => FindingJson.Read(Encoding.UTF8.GetBytes(line), default);

    private async IAsyncEnumerable<string> Lines(string id, long limit, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var message in client.ServerStreamAsync(Personalization.Grpc.V1.Replay.Findings, new ReplayFindingsRequest { Id = id, Limit = limit }, cancellation: stop))
        {
            foreach (var line in message.Findings)
            {
                yield return line;
            }
        }
    }
}
