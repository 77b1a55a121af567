using System.Globalization;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Replaying;

/// <summary>Says how far a replay is.</summary>
/// <param name="output">Where to.</param>
/// <param name="clock">The time.</param>
internal sealed class JobBar(Output output, TimeProvider clock)
{
    private readonly ProgressLine line = new(output, clock);

    /// <summary>Says it anew.</summary>
    public void Draw(ReplayJob job)
    {
        if (job.State == ReplayState.Waiting)
        {
            line.Draw(null, "waiting for the replays before it");
        }
        else
        {
            line.Draw(job.Progress.HasShare ? job.Progress.Share : null, Text(job.Progress));
        }
    }

    /// <summary>Ends the line, so that something else can be written.</summary>
    public void End() => line.End();

    private static string Text(ReplayProgress progress)
    {
        var pace = progress.EventsPerSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $" · {progress.EventsPerSecond:N0}/s") : "";
        var left = progress.Remaining is { } remaining ? $" · {Remaining.Of(remaining.ToTimeSpan())} left" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Counts.GetValueOrDefault("events"):N0} events{(progress.Findings > 0 ? $", {progress.Findings:N0} findings" : "")}{pace}{left}");
    }
}
