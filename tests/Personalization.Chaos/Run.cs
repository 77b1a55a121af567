using Personalization.Chaos.Checking;
using Personalization.Chaos.Faults;
using Personalization.Chaos.Load;
using Personalization.Chaos.Worlds;
using Personalization.Core.Catalogs;

namespace Personalization.Chaos;

/// <summary>What all runs share: a load on a world, and what is checked and told at the end.</summary>
internal sealed class Run
{
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(60);
    private readonly Catalog catalog;

    public Run(ChaosArguments asked, World world, Catalog catalog, TextWriter output)
    {
        this.catalog = catalog;
        (Asked, World, Output) = (asked, world, TextWriter.Synchronized(output));
        Violations = new Violations(asked.AreTimesJudged);
        Random = new Random(asked.Seed);
        Load = new LoadRun(world.Gateways, new Random(Random.Next()), asked.Rate, asked.Duration, Violations);
    }

    /// <summary>What was asked for.</summary>
    public ChaosArguments Asked { get; }

    /// <summary>The world.</summary>
    public World World { get; }

    /// <summary>Where it is told.</summary>
    public TextWriter Output { get; }

    /// <summary>Where calls and faults come from.</summary>
    public Random Random { get; }

    /// <summary>What must not happen.</summary>
    public Violations Violations { get; }

    /// <summary>The clients.</summary>
    public LoadRun Load { get; }

    /// <summary>Runs the load while something else happens, and until both are done.</summary>
    public async Task Under(Func<CancellationToken, Task> happening, TimeSpan atLeast, CancellationToken stop)
    {
        using var ended = new CancellationTokenSource();
        var (load, telling) = (Load.Run(ended.Token), Load.Tell(Output, ended.Token));
        var length = Waiting.For(atLeast, stop).AsTask();
        try
        {
            await happening(stop);
            await length;
        }
        catch (Exception broken) when (broken is InvalidOperationException or TimeoutException)
        {
            // What was found until then is still told.
            Violations.Add("run", broken.Message);
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(load, telling);
        }
    }

    /// <summary>Judges what clients felt, then what the database holds; prints it.</summary>
    public async Task<int> Judge(IReadOnlyList<Fault> faults)
    {
        var felt = new FaultJudge(faults, Violations).Judge(Load.Log.Troubles);
        var told = await ProfileReads.Run((Load.Ready() ?? throw new InvalidOperationException("No silo is ready at the end.")).Http);
        await StopAll();
        string[] numbers = [await JournalCheck.Run(World.Database.ConnectionString, Load.Ledger, catalog, Violations), .. await FoldedAgain.Run(World, told, Violations)];
        string[] report =
        [
            "", "What was done, and what was felt of it:", .. felt, "",
            $"faults: {string.Join(", ", faults.CountBy(one => one.Kind).Select(one => $"{one.Value} {one.Key}"))}",
            $"calls: {Load.Log.Done:N0} done, {Load.Log.Troubles.Count:N0} operations failed at first, {Load.Log.HeldBack:N0} held back",
            $"acknowledged: {Load.Ledger.Events.Count:N0} events, {Load.Ledger.Serves.Count:N0} serves",
            $"denied: {string.Join(", ", Load.Ledger.Denials.Select(one => $"{one.Value:N0} by {one.Key}"))}",
            .. numbers, .. Violations.Lines(),
            $"seed {Asked.Seed}: {Load.Ledger.Events.Count:N0} events, {Load.Ledger.Serves.Count:N0} serves, {faults.Count} faults, {Violations.Count} violations{(Asked.AreTimesJudged ? "" : $", and {Violations.Told} about times that were not judged")}",
        ];
        await Output.WriteLineAsync(string.Join('\n', report));
        return Violations.Count == 0 ? ExitCode.Passed : ExitCode.Violated;
    }

    /// <summary>Tells a silo to stop and waits for its end, which must be an orderly one.</summary>
    public async Task Stop(Silo silo)
    {
        silo.Child.Stop();
        if (!await silo.Child.Gone.Within(StopsWithin))
        {
            Violations.Add("drain", $"{silo.Name} was told to stop and still runs after {StopsWithin.TotalSeconds} s.");
            await silo.Child.Kill();
        }
        else if (silo.Child.ExitCode != 0)
        {
            Violations.Add("drain", $"{silo.Name} was told to stop and ended with {silo.Child.ExitCode}:\n{silo.Child.LastWords()}");
        }

        World.Forget(silo);
    }

    private async Task StopAll()
    {
        foreach (var silo in World.Silos)
        {
            await Stop(silo);
        }
    }
}
