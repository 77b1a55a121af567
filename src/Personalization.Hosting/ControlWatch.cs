using System.Data.Common;
using Personalization.Gateway.Regions;
using Personalization.Hosting.Catalogs;
using Personalization.Journal.Control;

namespace Personalization.Hosting;

/// <summary>Takes up what other processes change: pins to regions, and catalogs that are published and activated; seeds the tenants that they make.</summary>
public sealed partial class ControlWatch(IControlStore control, TenantRegions regions, StoredCatalogs catalogs, TimeProvider clock, ILogger<ControlWatch> logger)
    : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan PauseWhileAway = TimeSpan.FromSeconds(1);

    private bool isAway;

    /// <summary>Reads the pins before anything of the server starts: queues and replays take events in as soon as they run.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken) => await regions.Refresh();

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (long seen = 0; ;)
            {
                var next = await control.Changes.Next(seen, stoppingToken);
                if (await TakeUp())
                {
                    seen = next;
                }
                else
                {
                    await Task.Delay(PauseWhileAway, clock, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Whether this revision of the store needs no second look.</summary>
    private async Task<bool> TakeUp()
    {
        try
        {
            await regions.Refresh();
            await catalogs.Refresh();
            isAway = false;
            return true;
        }
        catch (InvalidDataException unreadable)
        {
            LogUnreadable(unreadable.Message);
            return true;
        }
        catch (Exception away) when (away is IOException or DbException)
        {
            if (!isAway)
            {
                LogAway(away.Message);
            }

            isAway = true;
            return false;
        }
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "A tenant keeps the catalog that it had: {Reason}")]
    private partial void LogUnreadable(string reason);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Warning, Message = "Changed catalogs and pins are not taken up yet; trying again each second: {Reason}")]
    private partial void LogAway(string reason);
}
