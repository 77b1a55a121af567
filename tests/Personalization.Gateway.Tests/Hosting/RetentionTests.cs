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
        for (var version = 1; version <= 5; version++)
        {
            var at = new Instant(1_772_366_400_000 + version);
            var one = new Tracked { Id = $"e{version}", Time = at, ReceivedAt = at, Name = "import_failed" };
            await journal.Append([new StreamAppend(new SubjectKey(new TenantId("acme/production"), SubjectKind.User, "u1"), version, [one])]);
        }

        var settings = new ServerSettings { Http = new(0, 0), Grpc = new(0, 0), Data = folder, Retention = TimeSpan.FromDays(1) };
        using var service = new RetentionService(journal, settings, new MovedOn(), NullLogger<RetentionService>.Instance);
        await service.Move(journal, TimeSpan.FromDays(1), Cancellation);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(folder, "archive")));
    }

    private sealed class MovedOn : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1_772_366_400_000) + TimeSpan.FromDays(30);
    }
}
