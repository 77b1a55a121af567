using Microsoft.Extensions.Hosting;

namespace Personalization.Gateway.Tests.Support;

/// <summary>A process that can be told to stop.</summary>
internal sealed class Lifetime : IHostApplicationLifetime
{
    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping { get; private set; }

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication() => ApplicationStopping = new CancellationToken(canceled: true);
}
