using Personalization.Authoring;
using Personalization.Core;
using Personalization.Replay.Backfilling;
using Personalization.Core.Catalogs;

namespace Personalization.Cli.Validating;

/// <summary>Checks a file of sample events against a catalog.</summary>
internal static class EventFile
{
    /// <summary>Checks every line.</summary>
    /// <returns>How many events there are, and those that the catalog would reject: the first <see cref="Limits.RejectedEventsMax"/>.</returns>
    public static async Task<(long Events, IReadOnlyList<CatalogProblem> Rejected)> Check(string path, Catalog catalog, CancellationToken cancellation)
    {
        var samples = new SampleEvents(catalog);
        var rejected = new List<CatalogProblem>();
        await using var file = File.OpenRead(path);
        var lines = new LineReader(file);
        var events = 0L;
        while (rejected.Count < Limits.RejectedEventsMax && await lines.Read(cancellation))
        {
            if (!lines.IsTooLong && lines.Line.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
            {
                continue;
            }

            events++;
            var problem = lines.IsTooLong
                ? new Problem("too_large", "", $"The line is longer than {Replay.Limits.LineBytesMax} bytes.")
                : samples.Check(lines.Line);
            if (problem is not null)
            {
                rejected.Add(new CatalogProblem(path, (int)lines.Number, 0, problem.Code, problem.Message, null) { Pointer = problem.Path.Length > 0 ? problem.Path : null });
            }
        }

        return (events, rejected);
    }
}
