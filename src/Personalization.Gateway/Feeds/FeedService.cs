using Microsoft.Extensions.Hosting;
using Personalization.Projections;
using Personalization.Projections.Feed;

namespace Personalization.Gateway.Feeds;

/// <summary>Runs the consumers of the feed while the server runs. Nothing waits for them, and where one cannot go on the server serves all the same.</summary>
/// <param name="driver">Does the work.</param>
/// <param name="metrics">Lives as long as the driver.</param>
/// <param name="isAlone">Whether all shards are this node's.</param>
internal sealed class FeedService(FeedDriver driver, FeedMetrics metrics, bool isAlone) : BackgroundService
{
    /// <inheritdoc/>
    public override void Dispose()
    {
        metrics.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (isAlone)
        {
            driver.Own(FeedShards.All);
        }

        await driver.Run(stoppingToken);
    }
}
