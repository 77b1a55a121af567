using System.Globalization;

namespace Personalization.Cli.Sending;

/// <summary>Says how far sending is.</summary>
/// <param name="output">Where to.</param>
/// <param name="shareAtStart">How much of the source earlier runs had dealt with, 0 to 1.</param>
/// <param name="clock">The time, for rates.</param>
/// <param name="before">How many events earlier runs over the same source had dealt with.</param>
internal sealed class SendProgress(Output output, double shareAtStart, TimeProvider clock, long before = 0)
{
    /// <summary>Before so much time, a rate is a guess.</summary>
    private static readonly TimeSpan RateAfter = TimeSpan.FromSeconds(1);

    private readonly long start = clock.GetTimestamp();
    private readonly ProgressLine line = new(output, clock);

    /// <summary>Says it anew.</summary>
    /// <param name="share">How much of the source is dealt with, 0 to 1; null where that is not known.</param>
    /// <param name="sent">What became of it.</param>
    public void Draw(double? share, SentCounts sent) =>
        line.Draw(share, string.Create(CultureInfo.InvariantCulture, $"{sent.Durable:N0} events durable{Others(sent)}{Pace(share, sent)}"));

    /// <summary>Ends the line, so that something else can be written.</summary>
    public void End() => line.End();

    private static string Others(SentCounts sent) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(sent.Duplicates > 0 ? $" ({sent.Duplicates:N0} duplicates)" : "")}{(sent.Rejected > 0 ? $", {sent.Rejected:N0} rejected" : "")}");

    private string Pace(double? share, SentCounts sent)
    {
        var elapsed = clock.GetElapsedTime(start);
        if (elapsed < RateAfter)
        {
            return "";
        }

        var rate = (sent.Total - before) / elapsed.TotalSeconds;
        var left = share is { } done && done > shareAtStart ? elapsed * ((1 - done) / (done - shareAtStart)) : (TimeSpan?)null;
        return string.Create(CultureInfo.InvariantCulture, $" · {rate:N0}/s{(left is { } time ? $" · {Remaining.Of(time)} left" : "")}");
    }
}
