using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.HostContract.Telemetry;
using Personalization.Hosting.Expiry;
using Personalization.Journal;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Control.Sqlite;
using Personalization.Journal.Sqlite;

namespace Personalization.Gateway.Tests.Expiry;

/// <summary>When events whose retention is over are destroyed, and by whom.</summary>
public sealed class ExpiryServiceTests : IDisposable
{
    private static readonly TenantId Tenant = new("acme/production");
    private static readonly SubjectKey Ottilie = new(Tenant, SubjectKind.User, "ottilie");

    private readonly string folder = Directory.CreateTempSubdirectory("expiry-").FullName;
    private readonly ServiceProvider meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SqliteJournal journal;
    private readonly SqliteControlStore control;
    private readonly FixedCatalogs catalogs = new(CatalogWith(30));
    private readonly Hours clock = new(Sample.Noon);
    private readonly Lines log = new();

    public ExpiryServiceTests()
    {
        journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder });
        control = SqliteControlStore.Open(folder, clock);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        journal.DisposeAsync().AsTask().GetAwaiter().GetResult();
        control.DisposeAsync().AsTask().GetAwaiter().GetResult();
        meters.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_day_after_the_other_events_go_whose_retention_is_over()
    {
        await Fill();
        using var measured = new TestMeters();
        using var service = Service();
        clock.Pass(TimeSpan.FromDays(29));
        await service.StartAsync(Cancellation);
        Assert.Equal("1111 0 events whose retention was over were destroyed", await log.Next(Cancellation));
        clock.Pass(TimeSpan.FromHours(25));
        Assert.Equal("1111 3 events whose retention was over were destroyed", await log.Next(Cancellation));
        Assert.Equal(TimeSpan.FromHours(1), clock.Period);
        Assert.Equal(3, measured.Read("personalization.events.expired"));
        Assert.All(await journal.Stream(Ottilie), stored => Assert.IsType<Expired>(stored.Event));
        await service.StopAsync(Cancellation);
        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Between_two_sweeps_lies_a_day_unless_a_catalog_says_something_else()
    {
        await Fill();
        using var service = Service();
        clock.Pass(TimeSpan.FromDays(29));
        await service.StartAsync(Cancellation);
        await log.Next(Cancellation);
        clock.Pass(TimeSpan.FromHours(23));
        catalogs.Publish(CatalogWith(29));
        clock.Pass(TimeSpan.FromHours(0.5));
        Assert.Equal("1111 3 events whose retention was over were destroyed", await log.Next(Cancellation));
        await service.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Where_no_event_expires_nothing_is_looked_at()
    {
        await Fill();
        catalogs.Publish(CatalogWith(null));
        using var service = Service();
        clock.Pass(TimeSpan.FromDays(900));
        await service.StartAsync(Cancellation);
        await service.StopAsync(Cancellation);
        Assert.False(log.HasAny);
    }

    [Fact]
    public async Task A_process_that_did_not_win_leaves_it_to_the_one_that_did()
    {
        await Fill();
        var election = new Election();
        using var service = Service(election);
        clock.Pass(TimeSpan.FromDays(31));
        await service.StartAsync(Cancellation);
        await Task.WhenAny(election.Asked, log.Next(Cancellation).AsTask());
        await service.StopAsync(Cancellation);
        Assert.All(await journal.Stream(Ottilie), stored => Assert.IsType<Tracked>(stored.Event));
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_and_tried_again_after_an_hour()
    {
        await Fill();
        Execute("UPDATE commits SET checksum = checksum + 1 WHERE id = 1");
        using var service = Service();
        clock.Pass(TimeSpan.FromDays(31));
        await service.StartAsync(Cancellation);
        Assert.StartsWith("1112 Some events whose retention is over may still be there", await log.Next(Cancellation), StringComparison.Ordinal);
        Execute("UPDATE commits SET checksum = checksum - 1 WHERE id = 1");
        clock.Pass(TimeSpan.FromHours(1));
        Assert.StartsWith("1111 3 events", await log.Next(Cancellation), StringComparison.Ordinal);
        await service.StopAsync(Cancellation);
        Assert.False(journal.Failed.IsCompleted);
    }

    private static Catalog CatalogWith(int? days) => new()
    {
        Name = "test",
        Hash = new CatalogHash($"{days}"),
        Events = [new EventContract("brief", SubjectSide.User, ContractSchema.Anything, "") { Retention = days is { } known ? TimeSpan.FromDays(known) : null }],
    };

    private ExpiryService Service(ISealerElection? election = null) => new(journal, control, catalogs, meters.GetRequiredService<IMeterFactory>(), clock, log, election);

    private async Task Fill()
    {
        Assert.Null(await control.Tenants.Create(Tenant));
        for (var version = 1; version <= 3; version++)
        {
            await journal.Append(new StreamAppend(Ottilie, version, [Sample.Tracked($"e{version}", 0) with { Name = "brief", ReceivedAt = Sample.Noon }]));
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

    private sealed class Election : ISealerElection
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => asked.Task;

        public bool IsWon
        {
            get
            {
                asked.TrySetResult();
                return false;
            }
        }
    }

    /// <summary>What the service says, one message after the other.</summary>
    private sealed class Lines : ILogger<ExpiryService>
    {
        private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

        public bool HasAny => lines.Reader.TryPeek(out _);

        public ValueTask<string> Next(CancellationToken cancellation) => lines.Reader.ReadAsync(cancellation);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Writer.TryWrite($"{eventId.Id} {formatter(state, exception)}");
    }
}
