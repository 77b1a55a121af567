using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Personalization.Gateway.Tests.Telemetry;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<(int Id, string Text)> lines = [];

    public IReadOnlyList<(int Id, string Text)> All => [.. lines];

    public ILogger CreateLogger(string categoryName) => new Line(lines);

    public void Dispose()
    {
    }

    private sealed class Line(ConcurrentQueue<(int Id, string Text)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((eventId.Id, formatter(state, exception)));
    }
}
