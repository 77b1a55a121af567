namespace Personalization.Cli.Tests;

public sealed class ProgressLineTests : IDisposable
{
    private readonly StringWriter results = new() { NewLine = "\n" }, notes = new() { NewLine = "\n" };
    private readonly SetTime time = new();

    public void Dispose()
    {
        results.Dispose();
        notes.Dispose();
    }

    [Fact]
    public void In_a_log_there_is_a_line_every_few_seconds_among_the_notes()
    {
        var line = new ProgressLine(new Output(results, notes, IsTerminal: false, ShowsProgress: false), time);
        for (var second = 0; second <= 12; second++)
        {
            line.Draw(second / 100.0, $"{second} events");
            time.Advance(TimeSpan.FromSeconds(1));
        }

        line.Draw(null, "13 events");
        line.Draw(null, "14 events");
        line.End();

        Assert.Equal(("", "5 %  5 events\n10 %  10 events\n"), (results.ToString(), notes.ToString()));
    }

    [Fact]
    public void Without_a_known_share_a_line_says_what_is_done()
    {
        var line = new ProgressLine(new Output(results, notes, IsTerminal: false, ShowsProgress: false), time);
        time.Advance(Limits.ProgressLineInterval);
        line.Draw(null, "7 events");
        Assert.Equal("7 events\n", notes.ToString());
    }

    [Fact]
    public void On_a_terminal_a_bar_is_drawn_over_and_what_was_longer_is_wiped()
    {
        var line = new ProgressLine(new Output(results, notes, IsTerminal: true, ShowsProgress: true), time);
        line.Draw(0.5, "1,000 events");
        line.Draw(1, "9 events");
        line.End();
        line.End();

        var half = new string('█', 15) + new string('░', 15);
        Assert.Equal($"\r{half} 50 %  1,000 events\r{new string('█', 30)} 100 %  9 events   \n", notes.ToString());
    }

    private sealed class SetTime : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Advance(TimeSpan by) => ticks += by.Ticks;
    }
}
