using System.Diagnostics;
using Personalization.Chaos.Load;
using Personalization.Chaos.Worlds;

namespace Personalization.Chaos.Faults;

/// <summary>Does to a world what a schedule says, one thing after another.</summary>
internal sealed class Saboteur(World world, Random random, CallLog log, Violations violations, TimeSpan every, TextWriter output)
{
    /// <summary>How long the database is away after a crash: long enough for clients to be told, and for silos to notice.</summary>
    private static readonly TimeSpan CrashedFor = TimeSpan.FromSeconds(4);

    private readonly List<Fault> faults = [];
    private readonly List<SiloPlace> missing = [];

    /// <summary>What was done so far.</summary>
    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>Follows a schedule to its end, or until it is told to stop.</summary>
    public async Task Run(IReadOnlyList<ScheduledFault> schedule, CancellationToken stop)
    {
        var begun = Stopwatch.GetTimestamp();
        foreach (var next in schedule)
        {
            if (!await Waiting.For(next.At - Stopwatch.GetElapsedTime(begun), stop))
            {
                break;
            }

            await Do(next.Kind, stop);
        }

        await Join();
    }

    private async Task Do(FaultKind kind, CancellationToken stop)
    {
        switch (kind)
        {
            case FaultKind.Killed:
                await Kill();
                break;
            case FaultKind.CutFromSilos or FaultKind.CutFromAll:
                await Cut(kind, stop);
                break;
            case FaultKind.DatabaseCrashed or FaultKind.DatabaseRestarted:
                await Restart(kind);
                break;
            default:
                await Join();
                break;
        }
    }

    private async Task Kill()
    {
        var silo = world.Silos[random.Next(world.Silos.Count)];
        await Note(FaultKind.Killed, silo.Name);
        await silo.Child.Kill();
        Lose(silo);
    }

    private async Task Cut(FaultKind kind, CancellationToken stop)
    {
        if (world.Silos.FirstOrDefault(one => one.Place == SiloPlace.Inside) is not { } silo)
        {
            await Kill();
            return;
        }

        var fault = await Note(kind, silo.Name);
        var before = log.WritesBy(silo.Name);
        await world.Network!.CutFromSilos();
        if (kind == FaultKind.CutFromAll)
        {
            await world.Network.CutFromDatabase();
        }

        // 20 to 40 s where a silo goes or comes every 30 s.
        var begun = Stopwatch.GetTimestamp();
        var length = every * ((2 + (2 * random.NextDouble())) / 3);
        await silo.Child.Gone.Within(length);
        fault.Note = $" for {length.TotalSeconds:F0} s; its gateway acknowledged {log.WritesBy(silo.Name) - before} writes meanwhile"
            + (silo.IsAlive ? "" : $", it ended after {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s with {silo.Child.ExitCode}");
        await Waiting.For(length - Stopwatch.GetElapsedTime(begun), stop);
        await world.Network.Mend();

        // Whoever was declared dead has to end by itself; its place is filled with the next silo that comes.
        await silo.Child.Gone.Within(every / 3);
        if (!silo.IsAlive)
        {
            Lose(silo);
        }
        else
        {
            fault.Note += ", it lived on";
        }
    }

    private async Task Restart(FaultKind kind)
    {
        var fault = await Note(kind, null);
        if (kind == FaultKind.DatabaseCrashed)
        {
            await world.Database.Stop();
            await Waiting.For(CrashedFor, CancellationToken.None);
        }
        else
        {
            await world.Database.Shutdown();
        }

        await world.Database.Start();
        fault.Over = DateTimeOffset.UtcNow;
        fault.Note = $": it was away for {(fault.Over.Value - fault.Begun).TotalSeconds:F1} s";
    }

    private async Task Join()
    {
        // Silos that ended by themselves are replaced like those that were killed, as Kubernetes would; but none may.
        foreach (var gone in world.Lost())
        {
            violations.Add("silo", $"{gone.Name} ended by itself with {gone.Child.ExitCode}:\n{gone.Child.LastWords(most: 3)}");
            Lose(gone);
        }

        foreach (var place in missing.ToList())
        {
            var fault = await Note(FaultKind.Joined, null);
            var silo = await world.Start(place, wire: null);
            fault.Note = $" {silo.Name}, ready after {(DateTimeOffset.UtcNow - fault.Begun).TotalSeconds:F1} s";
            missing.Remove(place);
        }
    }

    private void Lose(Silo silo)
    {
        missing.Add(silo.Place);
        world.Forget(silo);
    }

    private async Task<Fault> Note(FaultKind kind, string? silo)
    {
        var places = silo is null ? null : await Places.Read(world);
        var fault = new Fault(kind, DateTimeOffset.UtcNow) { Silo = silo, Places = places };
        faults.Add(fault);
        await output.WriteLineAsync(fault.ToString());
        return fault;
    }
}
