using System.Globalization;
using Personalization.Samples.Saas;

namespace Personalization.Server.Demo;

/// <summary>Draws how far the history is: a bar on a terminal, a line for every tenth elsewhere.</summary>
internal sealed class Progress(TextWriter output, HistoryOptions history)
{
    private const int Width = 40;

    private readonly bool isTerminal = !Console.IsOutputRedirected;
    private int drawn = -1;

    /// <summary>Draws the day that was reached.</summary>
    public void Draw(DateTimeOffset reached, long events, TimeSpan elapsed)
    {
        var share = Math.Clamp(1 - ((history.Until - reached) / TimeSpan.FromDays(history.Days)), 0, 1);
        var step = (int)(share * (isTerminal ? 100 : 10));
        if (step == drawn)
        {
            return;
        }

        drawn = step;
        var bar = new string('█', (int)(share * Width)).PadRight(Width, '░');
        var line = string.Create(CultureInfo.InvariantCulture, $"{bar} {share,4:P0}  {events,9:N0} events  {events / elapsed.TotalSeconds,8:N0}/s  {reached:yyyy-MM-dd}");
        output.Write(isTerminal ? "\r" + line : line + "\n");
        output.Flush();
    }

    /// <summary>Says how it went.</summary>
    public void Finish(long events, TimeSpan elapsed) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{(isTerminal ? "\n" : "")}{events:N0} events durable in {elapsed.TotalSeconds:N1} s"));
}
