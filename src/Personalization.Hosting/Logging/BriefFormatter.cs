using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Personalization.Hosting.Logging;

/// <summary>
/// One line per message, as the framework's own formatter has it, but trouble that passes is one sentence without its stack trace, and warnings and errors that repeat are
/// only counted after some.
/// </summary>
/// <param name="clock">Tells when a kind of message may be shown again.</param>
public sealed class BriefFormatter(TimeProvider? clock = null) : ConsoleFormatter(FormatterName)
{
    /// <summary>How the configuration names it.</summary>
    public const string FormatterName = "brief";

    private readonly RepeatedLines repeated = new(clock ?? TimeProvider.System);

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        ArgumentNullException.ThrowIfNull(textWriter);
        var note = "";
        if (logEntry.LogLevel is LogLevel.Warning or LogLevel.Error && !repeated.MayShow(logEntry.Category, logEntry.EventId.Id, out note))
        {
            return;
        }

        var text = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var cause = logEntry.Exception is { } exception ? " " + Trouble.Describe(exception) : "";
        textWriter.WriteLine($"{NameOf(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {OnOneLine(text + cause)}{note}");
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };

    private static string OnOneLine(string text) => text.ReplaceLineEndings(" ");
}
