using System.Globalization;
using Personalization.Journal.Checks;

namespace Personalization.Cli.Journaling;

/// <summary>Says how far something long on a journal is.</summary>
/// <param name="output">Where to.</param>
internal sealed class StepsBar(Output output) : IProgress<StepsDone>
{
    private const int EventsPerDrawing = 50_000;

    private readonly ProgressLine line = new(output, TimeProvider.System);
    private string doing = "";
    private long drawn = -1;

    /// <summary>Says it anew where it would look different.</summary>
    public void Report(StepsDone value)
    {
        var step = value.InAll > 0 ? value.Done * 100 / value.InAll : value.Done / EventsPerDrawing;
        if (step == drawn && doing == value.Doing)
        {
            return;
        }

        (drawn, doing) = (step, value.Doing);
        line.Draw(
            value.InAll > 0 ? step / 100.0 : null,
            string.Create(CultureInfo.InvariantCulture, $"{doing} {value.Done:N0}{(value.InAll > 0 ? $" of {value.InAll:N0} commits" : " events")}"));
    }

    /// <summary>Ends the line, so that something else can be written.</summary>
    public void End() => line.End();
}
