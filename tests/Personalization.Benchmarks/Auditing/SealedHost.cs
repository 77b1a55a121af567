using Personalization.Benchmarks.InProcess;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Sqlite;

namespace Personalization.Benchmarks.Auditing;

/// <summary>A host whose decisions are sealed each second, as the server does it.</summary>
internal sealed class SealedHost : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource stop = new();
    private readonly SqliteAuditStore store;
    private readonly Task sealing;

    public SealedHost(string folder)
    {
        Folder = folder;
        Host = new LocalHost(folder);
        store = SqliteAuditStore.Open(folder);
        Sealer = new AuditSealer(Host.Journal, store, TimeProvider.System);
        sealing = Task.Run(Seal);
    }

    public string Folder { get; }

    public LocalHost Host { get; }

    public AuditSealer Sealer { get; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await sealing;
        Sealer.Dispose();
        store.Dispose();
        await Host.DisposeAsync();
        stop.Dispose();
    }

    private async Task Seal()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                while (await Sealer.Seal(stop.Token))
                {
                    await Task.Yield();
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The benchmark is over.
        }
    }
}
