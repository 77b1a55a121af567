using Microsoft.Extensions.Hosting;

namespace Personalization.Gateway.Health;

/// <summary>
/// What a server that is told to stop does with calls: it is not ready from that moment on, so that whoever sends calls looks elsewhere; once it is closed it
/// refuses calls and ends streams of them, and those that are at work come to their end.
/// </summary>
public sealed class Drain : IDisposable
{
    private readonly CancellationTokenSource closed = new();
    private readonly IHostApplicationLifetime lifetime;

    /// <summary>Follows a host.</summary>
    /// <param name="lifetime">Tells when it is to stop.</param>
    /// <param name="pause">Who closes it later than that; null to close it at once.</param>
    public Drain(IHostApplicationLifetime lifetime, DrainPause? pause = null)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        this.lifetime = lifetime;
        if (pause is null)
        {
            lifetime.ApplicationStopping.Register(Close);
        }
    }

    /// <summary>Whether the server was told to stop.</summary>
    public bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Cancelled when calls are taken no more.</summary>
    public CancellationToken Closed => closed.Token;

    /// <summary>Takes no calls any more.</summary>
    public void Close() => closed.Cancel();

    /// <inheritdoc/>
    public void Dispose() => closed.Dispose();
}
