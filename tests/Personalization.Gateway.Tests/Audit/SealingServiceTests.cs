using System.Data.Common;
using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Core.Subjects;
using Personalization.Hosting.Audit;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Chains;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Sqlite;

namespace Personalization.Gateway.Tests.Audit;

public sealed class SealingServiceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sealing-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A database that restarts is away with an exception of its driver, or of the connection to it; the service that ends with one ends the server.</summary>
    [Fact]
    public async Task A_database_that_is_away_is_asked_again()
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder });
        using var metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var store = new AwayStore([new TerminatedException(), new SocketException(), new TimeoutException(), new IOException()]);
        using var sealer = new AuditSealer(journal, store, TimeProvider.System);
        using var service = new SealingService(sealer, metrics.GetRequiredService<IMeterFactory>(), new FastTime(), NullLogger<SealingService>.Instance);
        await service.StartAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(store.Back, service.ExecuteTask!);
        Assert.True(store.Back.IsCompleted);
        await service.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_chain_that_is_damaged_is_told_in_a_sentence()
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder });
        using var metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var store = new AwayStore([new AuditDamagedException("its end is gone.")]);
        using var sealer = new AuditSealer(journal, store, TimeProvider.System);
        var log = new ListedLog();
        using var service = new SealingService(sealer, metrics.GetRequiredService<IMeterFactory>(), new FastTime(), log);
        await service.StartAsync(TestContext.Current.CancellationToken);

        await service.ExecuteTask!;

        var (id, text, error) = Assert.Single(log.Entries);
        Assert.Equal((1101, null), (id, error));
        Assert.Contains("is damaged: its end is gone. Restore it from a backup", text, StringComparison.Ordinal);
    }

    private sealed class ListedLog : ILogger<SealingService>
    {
        public List<(int Id, string Text, Exception? Error)> Entries { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Add((eventId.Id, formatter(state, exception), exception));
    }

    private sealed class TerminatedException() : DbException("terminating connection due to administrator command");

    /// <summary>A store that throws each of some exceptions once, and then answers.</summary>
    private sealed class AwayStore(IEnumerable<Exception> troubles) : IAuditStore, IDisposable
    {
        private readonly Queue<Exception> left = new(troubles);
        private readonly TaskCompletionSource back = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Back => back.Task;

        public ValueTask<AuditState> ReadState(CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<long> ReadSealed(CancellationToken cancellation)
        {
            if (left.TryDequeue(out var trouble))
            {
                throw trouble;
            }

            back.TrySetResult();
            return new(0L);
        }

        public ValueTask<AuditBlock?> ReadBlock(TenantId tenant, long number, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<AuditBlock?> ReadLastBlock(TenantId tenant, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<bool> Save(long after, long sealedPosition, IReadOnlyList<AuditBlock> blocks, CancellationToken cancellation) => new(true);

        public ValueTask<int> Erase(TenantId tenant, IReadOnlyCollection<long> positions, CancellationToken cancellation) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    /// <summary>A clock whose seconds take a millisecond.</summary>
    private sealed class FastTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime / 1000, period / 1000);
    }
}
