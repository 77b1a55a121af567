using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Personalization.Cluster.Subjects;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Hosting;

/// <summary>Lets subjects leave memory that nobody uses; where memory is short also others, those first that were not used since the last look.</summary>
internal sealed class IdleSubjects(NodeProfiles node, GrainOwners owners, EmbeddedHostOptions options) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Limits.MemoryPeriod);
        var lastRound = Stopwatch.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken).OrStopped())
        {
            if (Stopwatch.GetElapsedTime(lastRound) >= options.IdleAfter)
            {
                lastRound = Stopwatch.GetTimestamp();
                await Rest(node.Untouched(), int.MaxValue);
            }
            else
            {
                await Shed(IsMemoryShort());
            }
        }
    }

    /// <summary>Lets subjects go that are more than may live here; where memory is short a share of all.</summary>
    internal async ValueTask Shed(bool isMemoryShort)
    {
        var over = node.LiveGrains - options.LiveGrainsMax;
        var share = isMemoryShort ? Math.Max(node.LiveGrains / Limits.ShedOneIn, over) : over;
        if (share > 0)
        {
            var gone = await Rest(node.Untouched(), share);
            await Rest(node.Neighbours().Select(one => one.Subject), share - gone);
        }
    }

    /// <summary>Whether the process is near what it may use: the container's limit, or the machine's memory.</summary>
    private static bool IsMemoryShort()
    {
        var memory = GC.GetGCMemoryInfo();
        return memory.TotalAvailableMemoryBytes > 0 && memory.TotalCommittedBytes > memory.TotalAvailableMemoryBytes * Limits.MemoryLoadMax;
    }

    private async ValueTask<int> Rest(IEnumerable<SubjectKey> subjects, int most)
    {
        var gone = 0;
        foreach (var subject in subjects.Take(Math.Max(most, 0)))
        {
            await owners.Find(subject).Rest();
            gone++;
        }

        return gone;
    }
}
