using System.Globalization;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Replaying;

/// <summary>Draws how far a replay is on one line of a terminal; elsewhere it draws nothing.</summary>
internal sealed class JobBar(Output output)
{
    private const int Width = 30;
    private int drawn;

    /// <summary>Draws the line anew.</summary>
    public void Draw(ReplayJob job)
    {
        if (!output.ShowsProgress)
        {
            return;
        }

        var line = job.State == ReplayState.Waiting ? "waiting for the replays before it" : Line(job.Progress);
        output.Notes.Write("\r" + line.PadRight(drawn));
        output.Notes.Flush();
        drawn = line.Length;
    }

    /// <summary>Ends the line, so that something else can be written.</summary>
    public void End()
    {
        if (drawn > 0)
        {
            output.Notes.WriteLine();
            drawn = 0;
        }
    }

    private static string Line(ReplayProgress progress)
    {
        var share = progress.HasShare ? progress.Share : 0;
        var pace = progress.EventsPerSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $" · {progress.EventsPerSecond:N0}/s") : "";
        var left = progress.Remaining is { } remaining ? $" · {Remaining.Of(remaining.ToTimeSpan())} left" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{new string('█', (int)(share * Width)).PadRight(Width, '░')} {share,4:P0}  {progress.Counts.GetValueOrDefault("events"):N0} events{(progress.Findings > 0 ? $", {progress.Findings:N0} findings" : "")}{pace}{left}");
    }
}
