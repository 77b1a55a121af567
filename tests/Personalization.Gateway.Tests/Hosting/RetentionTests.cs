using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Journal.Sqlite;
using Personalization.Server.Retention;
using Personalization.Server.Settings;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class RetentionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("retention-").FullName;

    private static readonly Instant Noon = new(1_772_366_400_000);

    private ServerSettings Settings => new() { Http = new(0, 0), Grpc = new(0, 0), Data = folder, Retention = TimeSpan.FromDays(1) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_is_moved_is_rounded_to_whole_days() =>
        Assert.Equal(
            Instant.From(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            RetentionService.CutOf(new DateTimeOffset(2026, 4, 1, 13, 45, 0, TimeSpan.Zero), TimeSpan.FromDays(90)));

    [Fact]
    public async Task Old_events_are_moved_out_of_the_database()
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder });
        await Append(journal, 1, 5);
        using var service = new RetentionService(journal, Settings, new MovedOn(), NullLogger<RetentionService>.Instance);
        await service.Move(journal, TimeSpan.FromDays(1), Cancellation);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(folder, "archive")));
    }

    [Fact]
    public async Task Each_hour_that_passes_moves_what_became_old()
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder });
        await Append(journal, 1, 3);
        var (clock, log) = (new Hours(Noon), new Lines());
        using var service = new RetentionService(journal, Settings, clock, log);
        await service.StartAsync(Cancellation);
        clock.Pass(TimeSpan.FromDays(1));
        await Append(journal, 4, 5);
        clock.Pass(TimeSpan.FromDays(2));
        Assert.Equal("1201 Moved 4 commits from before 2026-03-03T00:00:00Z to archives", await log.Next(Cancellation));
        await Append(journal, 6, 6);
        clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal("1201 Moved 1 commits from before 2026-03-03T00:00:00Z to archives", await log.Next(Cancellation));
        Assert.Equal(TimeSpan.FromHours(1), clock.Period);
        await service.StopAsync(Cancellation);
        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_and_tried_again_after_an_hour()
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder });
        await Append(journal, 1, 3);
        Execute("UPDATE commits SET checksum = checksum + 1 WHERE id = 1");
        var (clock, log) = (new Hours(Noon + TimeSpan.FromDays(9)), new Lines());
        using var service = new RetentionService(journal, Settings, clock, log);
        await service.StartAsync(Cancellation);
        Assert.StartsWith("1202 Old events cannot be moved", await log.Next(Cancellation), StringComparison.Ordinal);
        Execute("UPDATE commits SET checksum = checksum - 1 WHERE id = 1");
        clock.Pass(TimeSpan.FromHours(1));
        Assert.StartsWith("1201 Moved 2 commits", await log.Next(Cancellation), StringComparison.Ordinal);
        await service.StopAsync(Cancellation);
        Assert.False(journal.Failed.IsCompleted);
    }

    [Fact]
    public async Task A_disk_that_fails_ends_the_journal_and_not_the_service()
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder });
        await Append(journal, 1, 3);

        // A file where the folder of the archives belongs.
        await File.WriteAllTextAsync(Path.Combine(folder, "archive"), "", Cancellation);
        using var service = new RetentionService(journal, Settings, new Hours(Noon + TimeSpan.FromDays(9)), new Lines());
        await service.StartAsync(Cancellation);
        await journal.Failed.WaitAsync(Cancellation);
        await service.StopAsync(Cancellation);
        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully);
    }

    private static async Task Append(SqliteJournal journal, int from, int to)
    {
        for (var version = from; version <= to; version++)
        {
            var at = Noon + TimeSpan.FromSeconds(version);
            var one = new Tracked { Id = $"e{version}", Time = at, ReceivedAt = at, Name = "import_failed" };
            Assert.Equal(CommitResult.Committed, await journal.Append([new StreamAppend(new SubjectKey(new TenantId("acme/production"), SubjectKind.User, "u1"), version, [one])]));
        }
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>What the service says, one message after the other.</summary>
    private sealed class Lines : ILogger<RetentionService>
    {
        private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

        public ValueTask<string> Next(CancellationToken cancellation) => lines.Reader.ReadAsync(cancellation);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Writer.TryWrite($"{eventId.Id} {formatter(state, exception).Split(';')[0]}");
    }

    private sealed class MovedOn : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1_772_366_400_000) + TimeSpan.FromDays(30);
    }
}
