using System.Globalization;
using Personalization.Journal.Checks;

namespace Personalization.Cli.Journaling;

/// <summary>Draws how far something long on a journal is, on one line of a terminal; elsewhere it draws nothing.</summary>
/// <param name="output">Where to draw.</param>
internal sealed class StepsBar(Output output) : IProgress<StepsDone>
{
    private const int Width = 30, EventsPerDrawing = 50_000;
    private string doing = "";
    private long drawn = -1;
    private int width;

    /// <summary>Draws the line anew where it would look different.</summary>
    public void Report(StepsDone value)
    {
        var step = value.InAll > 0 ? value.Done * 100 / value.InAll : value.Done / EventsPerDrawing;
        if (!output.ShowsProgress || (step == drawn && doing == value.Doing))
        {
            return;
        }

        (drawn, doing) = (step, value.Doing);
        var line = value.InAll > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{new string('█', (int)step * Width / 100).PadRight(Width, '░')} {step,3} %  {doing} {value.Done:N0} of {value.InAll:N0} commits")
            : string.Create(CultureInfo.InvariantCulture, $"{doing} {value.Done:N0} events");
        output.Notes.Write("\r" + line.PadRight(width));
        output.Notes.Flush();
        width = line.Length;
    }

    /// <summary>Ends the line, so that something else can be written.</summary>
    public void End()
    {
        if (drawn >= 0)
        {
            output.Notes.WriteLine();
            drawn = -1;
        }
    }
}
