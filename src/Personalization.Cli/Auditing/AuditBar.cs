using System.Globalization;
using Personalization.Journal.Audit.Verifying;

namespace Personalization.Cli.Auditing;

/// <summary>Draws how far an audit is on one line of a terminal; elsewhere it draws nothing.</summary>
/// <param name="output">Where to draw.</param>
internal sealed class AuditBar(Output output) : IProgress<AuditProgress>
{
    private const int Width = 30;
    private int drawnPercent = -1;

    /// <summary>Draws the line anew where it would look different.</summary>
    public void Report(AuditProgress value)
    {
        var percent = value.EndPosition == 0 ? 100 : (int)(100.0 * value.Position / value.EndPosition);
        if (output.ShowsProgress && percent != drawnPercent)
        {
            drawnPercent = percent;
            output.Notes.Write(string.Create(
                CultureInfo.InvariantCulture, $"\r{new string('█', percent * Width / 100).PadRight(Width, '░')} {percent,3} % of the journal"));
            output.Notes.Flush();
        }
    }

    /// <summary>Ends the line, so that something else can be written.</summary>
    public void End()
    {
        if (drawnPercent >= 0)
        {
            output.Notes.WriteLine();
            drawnPercent = -1;
        }
    }
}
