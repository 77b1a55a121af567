using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.HostContract.Profiles;
using Personalization.Hosting.Logging;

namespace Personalization.Gateway.Tests.Telemetry;

public sealed class BriefFormatterTests
{
    private readonly ManualTime clock = new();
    private readonly BriefFormatter formatter;

    public BriefFormatterTests() => formatter = new BriefFormatter(clock);

    [Fact]
    public void Trouble_that_passes_is_one_sentence_without_its_stack() => Assert.Equal(
        "warn: Some.Where[7] It is away. InvalidOperationException: No answer <- IOException: cut off\n",
        Write(LogLevel.Warning, "It is away.", Thrown(new InvalidOperationException("No answer", new IOException("cut\noff")))));

    [Fact]
    public void What_may_be_a_bug_keeps_its_stack_on_the_one_line()
    {
        var line = Write(LogLevel.Error, "It failed.", Thrown(new InvalidOperationException("why")));
        Assert.Contains($"   at {typeof(BriefFormatterTests).FullName}.Thrown", line, StringComparison.Ordinal);
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void A_warning_that_repeats_is_counted_and_told_again_with_the_number_after_a_minute()
    {
        var lines = Enumerable.Range(0, 100).Select(_ => Write(LogLevel.Warning, "Again.")).Where(line => line.Length > 0).ToList();
        Assert.Equal(5, lines.Count);
        Assert.EndsWith("(more of these within the minute are only counted)\n", lines[^1], StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("warn: Some.Where[7] Again. (95 more of these came before)\n", Write(LogLevel.Warning, "Again."));
    }

    [Theory]
    [InlineData(LogLevel.Information)]
    [InlineData(LogLevel.Critical)]
    public void What_was_asked_for_and_what_ends_the_process_is_always_shown(LogLevel level) =>
        Assert.All(Enumerable.Range(0, 20), _ => Assert.NotEmpty(Write(level, "Look.")));

    private string Write(LogLevel level, string text, Exception? exception = null)
    {
        var output = new StringWriter { NewLine = "\n" };
        formatter.Write(new LogEntry<string>(level, "Some.Where", 7, text, exception, static (state, _) => state), null, output);
        return output.ToString();
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (InvalidOperationException caught)
        {
            return caught;
        }
    }
}
