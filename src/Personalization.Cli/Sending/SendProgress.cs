using System.Globalization;

namespace Personalization.Cli.Sending;

/// <summary>Draws how far sending is on one line of a terminal; elsewhere it draws nothing.</summary>
/// <param name="output">Where to draw.</param>
/// <param name="input">What is sent; only a file has a length to compare with.</param>
internal sealed class SendProgress(Output output, Stream input)
{
    private const int Width = 30;
    private bool hasDrawn;

    /// <summary>Draws the line anew.</summary>
    public void Draw(SentCounts sent)
    {
        if (!output.ShowsProgress)
        {
            return;
        }

        hasDrawn = true;
        output.Notes.Write(string.Create(CultureInfo.InvariantCulture, $"\r{Bar()}{sent.Durable:N0} events durable"));
        output.Notes.Flush();
    }

    /// <summary>Ends the line, so that something else can be written.</summary>
    public void End()
    {
        if (hasDrawn)
        {
            output.Notes.WriteLine();
            hasDrawn = false;
        }
    }

    private string Bar()
    {
        if (!input.CanSeek || input.Length == 0)
        {
            return "";
        }

        var share = (double)input.Position / input.Length;
        return string.Create(CultureInfo.InvariantCulture, $"{new string('█', (int)(share * Width)).PadRight(Width, '░')} {share,4:P0}  ");
    }
}
