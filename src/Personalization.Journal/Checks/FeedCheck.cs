using Personalization.Journal.Statistics;

namespace Personalization.Journal.Checks;

/// <summary>Reads the whole feed of any journal: every event decodes, streams are whole, no id is there twice; what there is is counted on the way.</summary>
public static class FeedCheck
{
    /// <summary>Runs the check.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="where">What findings call it.</param>
    /// <param name="progress">Is told how many events were read.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<CheckReport> Run(IJournal journal, string where, IProgress<StepsDone>? progress, CancellationToken cancellation)
    {
        var findings = new CheckFindings();
        var streams = new StreamCheck(findings, where);
        long events = 0, read = 0;
        try
        {
            do
            {
                await foreach (var stored in journal.ReadFrom(0, cancellation))
                {
                    streams.Add(stored, commit: null);
                    events += streams.Round == 0 ? 1 : 0;
                    progress?.Report(new StepsDone("verifying", ++read, 0));
                }
            }
            while (streams.NextRound());
        }
        catch (JournalDamagedException e)
        {
            findings.Add(where, e);
        }

        return new CheckReport(0, events, 0, streams.Subjects, 0, findings.Listed, findings.InAll, findings.Notes);
    }

    /// <summary>Counts what a journal holds.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="progress">Is told how many events were read.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<JournalStatistics> Count(IJournal journal, IProgress<StepsDone>? progress, CancellationToken cancellation)
    {
        var statistics = new JournalStatistics();
        await foreach (var stored in journal.ReadFrom(0, cancellation))
        {
            statistics.Add(stored);
            progress?.Report(new StepsDone("counting", statistics.Events, 0));
        }

        return statistics;
    }
}
