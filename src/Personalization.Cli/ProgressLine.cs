namespace Personalization.Cli;

/// <summary>
/// Says among the notes how far something long is: on a terminal with a bar on one line that is drawn over; elsewhere, as in the log of a job at night,
/// with a line of its own every few seconds.
/// </summary>
/// <param name="output">Where to; results are left alone.</param>
/// <param name="clock">The time between lines.</param>
internal sealed class ProgressLine(Output output, TimeProvider clock)
{
    private const int Width = 30;

    private long toldAt = clock.GetTimestamp();
    private int drawn;

    /// <summary>Says it anew.</summary>
    /// <param name="share">How much is done, 0 to 1; null where that is not known.</param>
    /// <param name="text">What is done.</param>
    public void Draw(double? share, string text)
    {
        if (!output.ShowsProgress)
        {
            if (clock.GetElapsedTime(toldAt) >= Limits.ProgressLineInterval)
            {
                toldAt = clock.GetTimestamp();
                output.Notes.WriteLine(Share(share) + text);
            }

            return;
        }

        var line = (share is { } done ? new string('█', (int)(done * Width)).PadRight(Width, '░') + " " : "") + Share(share, width: 4) + text;
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

    private static string Share(double? share, int width = 0) =>
        share is { } done ? Counted.Share(done).PadLeft(width) + "  " : "";
}
