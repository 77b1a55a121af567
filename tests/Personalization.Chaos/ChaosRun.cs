using Personalization.Chaos.Faults;
using Personalization.Chaos.Worlds;

namespace Personalization.Chaos;

/// <summary>Silos under load that are killed, cut off and replaced, on a database that is restarted.</summary>
internal sealed class ChaosRun(Run run)
{
    /// <summary>Runs it; the exit code is one of <see cref="ExitCode"/>.</summary>
    public async Task<int> Run(bool isCuttable, CancellationToken stop)
    {
        await run.World.Prepare();
        for (var at = 0; at < World.SilosWanted; at++)
        {
            await run.World.Start(at == 0 && isCuttable ? SiloPlace.Inside : SiloPlace.Outside, wire: null);
        }

        var saboteur = new Saboteur(run.World, new Random(run.Random.Next()), run.Load.Log, run.Violations, run.Asked.Every, run.Output);
        var schedule = FaultSchedule.Draw(new Random(run.Random.Next()), run.Asked.Duration, run.Asked.Every, isCuttable);
        await run.Under(token => saboteur.Run(schedule, token), run.Asked.Duration, stop);
        return await run.Judge(saboteur.Faults);
    }
}
