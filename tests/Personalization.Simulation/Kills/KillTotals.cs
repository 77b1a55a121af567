using System.Diagnostics;
using System.Globalization;

namespace Personalization.Simulation.Kills;

/// <summary>Counts what happened, and prints how far it is.</summary>
internal sealed class KillTotals(TextWriter output)
{
    private const int KillsPerLine = 25;
    private readonly Lock sync = new();
    private readonly long begun = Stopwatch.GetTimestamp();
    private readonly int[] phases = new int[3];
    private int recoveries, cleanStops, violations;
    private long acknowledged;

    /// <summary>How many violations were found.</summary>
    public int Violations => violations;

    private int Kills => phases.Sum();

    /// <summary>Counts a kill.</summary>
    public void Killed(KillPhase phase)
    {
        lock (sync)
        {
            phases[(int)phase]++;
            if (Kills % KillsPerLine == 0)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{Kills} kills ({phases[0]} under load, {phases[1]} at the start, {phases[2]} while stopping), {Kills / Stopwatch.GetElapsedTime(begun).TotalMinutes:F0} a minute"));
            }
        }
    }

    /// <summary>Counts kills after which everything was found as it should be.</summary>
    public void Recovered(int kills) => Interlocked.Add(ref recoveries, kills);

    /// <summary>Counts a server that stopped in order before it could be killed.</summary>
    public void StoppedInOrder() => Interlocked.Increment(ref cleanStops);

    /// <summary>Adds the events that a folder's servers acknowledged.</summary>
    public void Acknowledged(long events) => Interlocked.Add(ref acknowledged, events);

    /// <summary>Tells of a violation.</summary>
    public void Violated(string what)
    {
        Interlocked.Increment(ref violations);
        output.WriteLine(what);
    }

    /// <summary>The last line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Kills} kills: {recoveries} recoveries, {acknowledged} acknowledged events, {cleanStops} stops in order, {violations} violations");
}
