using System.Data.Common;
using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Personalization.Journal;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Sealing;

namespace Personalization.Hosting.Audit;

/// <summary>Seals decisions behind the journal while the server runs. Nothing waits for it, and where it cannot go on the server serves all the same.</summary>
/// <param name="sealer">Does the work.</param>
/// <param name="meters">Makes its instruments.</param>
/// <param name="clock">Wakes it.</param>
/// <param name="logger">Where trouble goes, once.</param>
/// <param name="election">Says whether this process is to seal; null where it is the only one. One that is not only watches how far the others came.</param>
public sealed partial class SealingService(AuditSealer sealer, IMeterFactory meters, TimeProvider clock, ILogger<SealingService> logger, ISealerElection? election = null)
    : BackgroundService
{
    /// <summary>How long a decision may wait to be sealed when nothing else is to do: one sync a second is nothing beside those of the journal.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly AuditMetrics metrics = new(meters, sealer);
    private bool isInTrouble;

    /// <inheritdoc/>
    public override void Dispose()
    {
        metrics.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Round(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on where this one stored its last block.
        }
        catch (Exception final) when (final is JournalBehindException or AuditDamagedException or JournalDamagedException)
        {
            LogStopped(final.Message);
        }
    }

    private async Task Round(CancellationToken stop)
    {
        try
        {
            await (election is { IsWon: false } ? sealer.Look(stop) : SealAll(stop));

            if (isInTrouble)
            {
                isInTrouble = false;
                LogGoesOn();
            }
        }
        catch (Exception passing) when (passing is DbException or SocketException or TimeoutException || (passing is IOException and not (JournalBehindException or AuditDamagedException or JournalDamagedException)))
        {
            if (!isInTrouble)
            {
                isInTrouble = true;
                LogTrouble(passing.Message);
            }
        }
    }

    private async Task SealAll(CancellationToken stop)
    {
        while (await sealer.Seal(stop))
        {
            // More than one round is waiting: let calls that are ready go first.
            await Task.Yield();
        }
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "Decisions are not sealed any more until the server is started again; it serves all the same. {Cause}")]
    private partial void LogStopped(string cause);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "Decisions cannot be sealed for now; trying again each second. {Cause}")]
    private partial void LogTrouble(string cause);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Information, Message = "Decisions are sealed again")]
    private partial void LogGoesOn();
}
