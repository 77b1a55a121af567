namespace Personalization.Cluster.Tests.Storage;

/// <summary>Counts what a silo hears of the others.</summary>
internal sealed class StatusChanges : ISiloStatusListener, IDisposable
{
    private readonly SemaphoreSlim heard = new(0);

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status) => heard.Release();

    /// <summary>Waits for the next news.</summary>
    public Task Next(CancellationToken cancellation) => heard.WaitAsync(cancellation);

    public void Dispose() => heard.Dispose();
}
