using Personalization.Chaos.Faults;
using Personalization.Chaos.Load;
using Personalization.Chaos.Worlds;

namespace Personalization.Chaos.Upgrades;

/// <summary>
/// Replaces all silos, one after the other, by those of a newer wire version, and back: the new one is ready before the old one is told to stop, as Kubernetes does with
/// <c>maxSurge: 1</c>. Clients send where it is ready. No call may fail, and a call that is done at a second try has failed.
/// </summary>
internal sealed class UpgradeRun(Run run)
{
    private const int OldWire = 1;

    /// <summary>The time between two steps: enough calls in each mixture of versions.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly List<Fault> steps = [];

    /// <summary>Runs it; the exit code is one of <see cref="ExitCode"/>.</summary>
    public async Task<int> Run(CancellationToken stop)
    {
        await run.World.Prepare();
        for (var at = 0; at < World.SilosWanted; at++)
        {
            await run.World.Start(SiloPlace.Outside, OldWire);
        }

        await run.Under(
            async token =>
            {
                await ReplaceAll(wire: null, token);
                await ReplaceAll(OldWire, token);
                await Waiting.For(Step, token);
            },
            TimeSpan.Zero,
            stop);

        run.Violations.Add("failed", run.Load.Log.Troubles.Select(one => one.ToString()));
        return await run.Judge(steps);
    }

    private async Task ReplaceAll(int? wire, CancellationToken stop)
    {
        foreach (var old in run.World.Silos)
        {
            if (!await Waiting.For(Step, stop))
            {
                return;
            }

            var joined = Note(FaultKind.Joined, null);
            var silo = await run.World.Start(SiloPlace.Outside, wire);
            joined.Note = $" {silo.Name} of wire version {wire?.ToString() ?? "newest"}, ready after {(DateTimeOffset.UtcNow - joined.Begun).TotalSeconds:F1} s";
            await run.Output.WriteLineAsync(joined.ToString());
            await Waiting.For(Step, stop);

            var drained = Note(FaultKind.Drained, old.Name);
            await run.Stop(old);
            drained.Note = $", gone after {(DateTimeOffset.UtcNow - drained.Begun).TotalSeconds:F1} s";
            await run.Output.WriteLineAsync(drained.ToString());
        }
    }

    private Fault Note(FaultKind kind, string? silo)
    {
        var fault = new Fault(kind, DateTimeOffset.UtcNow) { Silo = silo };
        steps.Add(fault);
        return fault;
    }
}
