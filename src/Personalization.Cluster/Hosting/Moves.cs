using Microsoft.Extensions.Hosting;
using Personalization.Cluster.Placement;
using Personalization.Cluster.Subjects;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Hosting;

/// <summary>Brings subjects to the silo where they are placed now: after a silo came, and after a user joined an account that lives elsewhere.</summary>
internal sealed class Moves(NodeProfiles node, GrainOwners owners, ISiloStatusOracle silos) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Limits.MovesPeriod);
        while (await timer.WaitForNextTickAsync(stoppingToken).OrStopped())
        {
            await Round(stoppingToken);
        }
    }

    /// <summary>Looks once.</summary>
    internal async ValueTask Round(CancellationToken stopping)
    {
        var active = silos.GetActiveSilos();
        if (active.Length < 2)
        {
            return;
        }

        var moved = 0;
        foreach (var (subject, neighbour) in node.Neighbours())
        {
            var anchor = SubjectGrainKey.Of(neighbour);
            if (Rendezvous.Winner(anchor, active).Equals(silos.SiloAddress))
            {
                continue;
            }

            await owners.Find(subject).Move(anchor);
            if (++moved == Limits.MovesPerRound || stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
