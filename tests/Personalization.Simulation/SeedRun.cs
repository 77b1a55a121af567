using Personalization.Simulation.Bugs;
using Personalization.Simulation.Disks;
using Personalization.Simulation.Worlds;

namespace Personalization.Simulation;

/// <summary>Runs many worlds, as many at a time as there are processors, and adds up what happened in them.</summary>
internal sealed class SeedRun
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, long> steps = new(StringComparer.Ordinal);
    private readonly SortedDictionary<ulong, WorldResult> broken = [];
    private long next;

    /// <summary>How many worlds have ended.</summary>
    public int Worlds { get; private set; }

    /// <summary>How many steps were taken in all of them.</summary>
    public long Operations => steps.Values.Sum();

    /// <summary>How often each kind of step was taken.</summary>
    public IReadOnlyDictionary<string, long> Steps => steps;

    /// <summary>How often each kind of fault took effect.</summary>
    public FaultCounts Faults { get; } = new();

    /// <summary>The worlds in which a promise was broken, by seed.</summary>
    public IReadOnlyDictionary<ulong, WorldResult> Broken => broken;

    /// <summary>Runs worlds until all have ended or one has broken a promise.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="bug">What is planted in all of them.</param>
    /// <param name="ended">Called after each.</param>
    public void Run(ulong first, int count, PlantedBug bug, Action<SeedRun> ended)
    {
        // Threads of their own: nothing of a world may depend on what else runs on the thread pool.
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() => RunSome(first, count, bug, ended))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private void RunSome(ulong first, int count, PlantedBug bug, Action<SeedRun> ended)
    {
        while (broken.Count == 0 && Interlocked.Increment(ref next) - 1 is var number && number < count)
        {
            var seed = first + (ulong)number;
            var result = WorldResult.Of(ScriptWriter.Write(seed), bug);
            lock (gate)
            {
                Add(seed, result);
                ended(this);
            }
        }
    }

    private void Add(ulong seed, WorldResult result)
    {
        Worlds++;
        Faults.Add(result.Faults);
        foreach (var (name, count) in result.Steps)
        {
            steps[name] = steps.GetValueOrDefault(name) + count;
        }

        if (result.Violation is not null)
        {
            broken.Add(seed, result);
        }
    }
}
