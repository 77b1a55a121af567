using System.Diagnostics;
using System.Globalization;

namespace Personalization.Chaos.Load;

/// <summary>All clients of a run, and what they found.</summary>
internal sealed class LoadRun(Gateways gateways, Random random, int rate, TimeSpan duration, Violations violations)
{
    private const int Clients = 8;

    /// <summary>How long what is still failing at the end may take to be done.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(30), ProgressPeriod = TimeSpan.FromSeconds(10);

    private long begun = Stopwatch.GetTimestamp();

    /// <summary>What was acknowledged.</summary>
    public Ledger Ledger { get; } = new();

    /// <summary>How calls went.</summary>
    public CallLog Log { get; } = new();

    /// <summary>Runs until it is told to stop, and until everything is done that was begun.</summary>
    public async Task Run(CancellationToken stop)
    {
        begun = Stopwatch.GetTimestamp();
        using var giveUp = new CancellationTokenSource();
        using var ended = new CancellationTokenSource();
        await using var stopping = stop.Register(() => giveUp.CancelAfter(EndsWithin));
        var probing = gateways.Probe(ended.Token);
        var clients = Enumerable.Range(0, Clients).Select(number =>
            new LoadClient(string.Create(CultureInfo.InvariantCulture, $"c{number}"), new Random(random.Next()), gateways, Ledger, Log, violations));
        var period = TimeSpan.FromSeconds((double)Clients / rate);
        await Task.WhenAll(clients.Select(one => Task.Run(() => one.Run(period, Progress, stop, giveUp.Token), CancellationToken.None)).ToList());
        await ended.CancelAsync();
        await probing;
    }

    /// <summary>A gateway that is ready.</summary>
    public Gateway? Ready() => gateways.Next()?.Gateway;

    /// <summary>Tells every ten seconds how far it is.</summary>
    public async Task Tell(TextWriter output, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(ProgressPeriod);
        while (await timer.Ticks(stop))
        {
            await output.WriteLineAsync(ToString());
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Stopwatch.GetElapsedTime(begun).TotalSeconds,5:F0} s  {Log.Done:N0} calls done, {Ledger.Events.Count:N0} events and {Ledger.Serves.Count:N0} serves acknowledged, {Log.Troubles.Count:N0} operations failed, {Log.HeldBack:N0} held back, {gateways.All.Count(one => one.IsReady)} ready, {violations.Count} violations");

    private double Progress() => Stopwatch.GetElapsedTime(begun) / duration;
}
