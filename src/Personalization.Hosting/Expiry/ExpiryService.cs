using System.Data.Common;
using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Journal;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Control;
using Personalization.Journal.Expiry;

namespace Personalization.Hosting.Expiry;

/// <summary>Destroys events whose retention is over, once a day, and soon after a catalog says something else about it. Among several silos the one does it that seals decisions.</summary>
/// <param name="journal">The events.</param>
/// <param name="control">Knows the tenants.</param>
/// <param name="catalogs">Say how long events are kept.</param>
/// <param name="meters">Makes its instrument.</param>
/// <param name="clock">The time.</param>
/// <param name="logger">What was done: numbers only.</param>
/// <param name="election">Says whether it is for this process; null where it is the only one. Two that both do it do no harm.</param>
public sealed partial class ExpiryService(
    IJournal journal, IControlStore control, ICatalogs catalogs, IMeterFactory meters, TimeProvider clock, ILogger<ExpiryService> logger, ISealerElection? election = null) : BackgroundService
{
    /// <summary>Between two looks whether there is something to do; also how long another silo takes to go on where the one that did it is gone.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromHours(1);

    /// <summary>Between two sweeps under the same rules: retentions are counted in days.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    private readonly ExpiryMetrics metrics = new(meters);
    private ExpiryRules? sweptBy;
    private DateTimeOffset sweptAt;

    /// <inheritdoc/>
    public override void Dispose()
    {
        metrics.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (journal is not IEventExpiry expiry)
        {
            return;
        }

        using var timer = new PeriodicTimer(Look, clock);
        try
        {
            do
            {
                await Sweep(expiry, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // What is still there goes after the next start.
        }
    }

    /// <summary>Destroys what is due, where it is time for that.</summary>
    private async Task Sweep(IEventExpiry expiry, CancellationToken stop)
    {
        try
        {
            if (election is { IsWon: false })
            {
                return;
            }

            var (rules, now) = (await Rules(), clock.GetUtcNow());
            if (rules.IsEmpty || (sweptBy?.AreSame(rules) == true && now - sweptAt < Pause))
            {
                return;
            }

            var gone = await expiry.Expire(rules, Instant.From(now), stop);
            metrics.Add(gone);
            (sweptBy, sweptAt) = (rules, now);
            LogSwept(gone);
        }
        catch (Exception passing) when (passing is DbException or SocketException or TimeoutException or IOException or UnauthorizedAccessException)
        {
            LogLater(passing);
        }
    }

    private async Task<ExpiryRules> Rules()
    {
        var active = new List<KeyValuePair<TenantId, Catalog>>();
        foreach (var tenant in await control.Tenants.List())
        {
            if (catalogs.TryGetActive(tenant.Id, out var catalog))
            {
                active.Add(new(tenant.Id, catalog.Catalog));
            }
        }

        return ExpiryRules.Of(active);
    }

    [LoggerMessage(EventId = 1111, Level = LogLevel.Information, Message = "{Events} events whose retention was over were destroyed")]
    private partial void LogSwept(long events);

    [LoggerMessage(EventId = 1112, Level = LogLevel.Warning, Message = "Some events whose retention is over may still be there; it is tried again in an hour")]
    private partial void LogLater(Exception cause);
}
