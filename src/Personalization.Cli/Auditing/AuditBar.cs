using Personalization.Journal.Audit.Verifying;

namespace Personalization.Cli.Auditing;

/// <summary>Says how far an audit is.</summary>
/// <param name="output">Where to.</param>
internal sealed class AuditBar(Output output) : IProgress<AuditProgress>
{
    private readonly ProgressLine line = new(output, TimeProvider.System);
    private int drawnPercent = -1;

    /// <summary>Says it anew where it would look different.</summary>
    public void Report(AuditProgress value)
    {
        var percent = value.EndPosition == 0 ? 100 : (int)(100.0 * value.Position / value.EndPosition);
        if (percent != drawnPercent)
        {
            drawnPercent = percent;
            line.Draw(percent / 100.0, "of the journal read");
        }
    }

    /// <summary>Ends the line, so that something else can be written.</summary>
    public void End() => line.End();
}
