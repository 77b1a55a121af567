using System.Diagnostics.Metrics;
using Personalization.Server.Settings;

namespace Personalization.Server.Hosting;

/// <summary>How much room the disk of the data folder has: a journal that cannot write stops the process.</summary>
internal sealed class DiskMetrics(IMeterFactory meters, ServerSettings settings) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var disk = new DriveInfo(Path.GetFullPath(settings.Data));
        var meter = meters.Create("Personalization.Server");
        meter.CreateObservableGauge("personalization.disk.free", () => disk.AvailableFreeSpace, "By", "Bytes that are free on the disk of the data folder.");
        meter.CreateObservableGauge("personalization.disk.size", () => disk.TotalSize, "By", "Bytes of the disk of the data folder.");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
