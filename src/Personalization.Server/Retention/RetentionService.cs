using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Journal;
using Personalization.Journal.Sqlite;
using Personalization.Server.Settings;

namespace Personalization.Server.Retention;

/// <summary>Moves events that are older than the retention into archives, once an hour, beside everything else; in PostgreSQL they stay where they are.</summary>
/// <param name="journal">The events.</param>
/// <param name="settings">How long they are kept at hand.</param>
/// <param name="clock">The time.</param>
/// <param name="logger">What was moved.</param>
internal sealed partial class RetentionService(IJournal journal, ServerSettings settings, TimeProvider clock, ILogger<RetentionService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>What was received before so long is moved: whole days, so that a quiet server makes a file a day and not one an hour.</summary>
    internal static Instant CutOf(DateTimeOffset now, TimeSpan retention) => Instant.From(new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) - retention);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Retention is not { } retention || journal is not SqliteJournal archived)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await Move(archived, retention, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // What is not moved yet is moved after the next start.
        }
    }

    /// <summary>Moves what is old enough now.</summary>
    internal async Task Move(SqliteJournal archived, TimeSpan retention, CancellationToken stop)
    {
        try
        {
            var cut = CutOf(clock.GetUtcNow(), retention);
            var commits = await archived.Archive(cut, stop);
            if (commits > 0)
            {
                LogMoved(commits, cut.ToString(), await archived.Compact(stop));
            }
        }
        catch (JournalDamagedException damage)
        {
            LogDamage(damage);
        }
        catch (Exception failed) when (archived.Failed.IsCompleted && failed is (IOException or SqliteException or UnauthorizedAccessException))
        {
            // The server stops and says why (FailureWatch); nothing is tried again on a disk that nobody knows any more.
        }
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Information, Message = "Moved {Commits} commits from before {Cut} to archives; journal.db is {Bytes} bytes shorter")]
    private partial void LogMoved(long commits, string cut, long bytes);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Error, Message = "Old events cannot be moved to archives, because some of them cannot be read; everything else goes on")]
    private partial void LogDamage(Exception cause);
}
