using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Sqlite;

public sealed class ReaderPoolTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_waits_for_a_reader_while_the_pool_closes_is_told_so()
    {
        var pool = new ReaderPool<MemoryStream>(() => new MemoryStream());
        var leases = new List<ReaderPool<MemoryStream>.Lease>();
        for (var at = 0; at < Limits.ReadersMax; at++)
        {
            leases.Add(await pool.Rent(Cancellation));
        }

        var waiting = new List<Task> { pool.Rent(Cancellation).AsTask() };
        var closing = Task.Run(pool.Dispose, Cancellation);
        while (!waiting[^1].IsFaulted)
        {
            // Until the pool has begun to close, one more waits.
            await Task.Yield();
            waiting.Add(pool.Rent(Cancellation).AsTask());
        }

        leases.ForEach(lease => lease.Dispose());
        await closing.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        foreach (var one in waiting)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => one.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        }
    }
}
