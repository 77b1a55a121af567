using System.Data.Common;
using Personalization.Journal.Control;

namespace Personalization.Hosting.Catalogs;

/// <summary>Takes up what other processes publish and activate, and seeds the tenants that they make.</summary>
public sealed partial class CatalogWatch(IControlStore control, StoredCatalogs catalogs, TimeProvider clock, ILogger<CatalogWatch> logger) : BackgroundService
{
    private static readonly TimeSpan PauseWhileAway = TimeSpan.FromSeconds(1);

    private bool isAway;

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

    [LoggerMessage(EventId = 1302, Level = LogLevel.Warning, Message = "Changed catalogs are not taken up yet; trying again each second: {Reason}")]
    private partial void LogAway(string reason);
}
