namespace Personalization.Silo.Hosting;

/// <summary>Lets a gateway that starts before the first silo wait for it.</summary>
internal sealed partial class FirstSilo(TimeProvider clock, ILogger<FirstSilo> logger) : IClientConnectionRetryFilter
{
    private bool isTold;

    /// <inheritdoc/>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!isTold)
        {
            isTold = true;
            LogWaits(exception.Message);
        }

        await Task.Delay(Limits.FirstSiloPeriod, clock, cancellationToken);
        return true;
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "There is no silo to connect to; trying again each second. {Cause}")]
    private partial void LogWaits(string cause);
}
