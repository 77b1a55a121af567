using Personalization.Journal.Residency;

namespace Personalization.Silo.Hosting;

/// <summary>Takes up which subjects other processes pin to a region, or let go.</summary>
/// <remarks>A process that hears of it late takes in what another region has by then; whoever ends the move finds that, and nothing is lost (ADR 0040).</remarks>
internal sealed partial class PinWatch(ISubjectPins pins, TimeProvider clock, ILogger<PinWatch> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Limits.PinsPeriod, clock);
        for (var isAway = false; await IsNext(timer, stoppingToken);)
        {
            try
            {
                await pins.Refresh();
                isAway = false;
            }
            catch (IOException away)
            {
                if (!isAway)
                {
                    LogAway(away.Message);
                }

                isAway = true;
            }
        }
    }

    private static async ValueTask<bool> IsNext(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(EventId = 1311, Level = LogLevel.Warning, Message = "Changed pins of subjects are not taken up yet; trying again: {Reason}")]
    private partial void LogAway(string reason);
}
