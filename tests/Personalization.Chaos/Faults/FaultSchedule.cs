namespace Personalization.Chaos.Faults;

/// <summary>What happens when: a silo goes and one comes, in turn, and the database is restarted while all are there.</summary>
internal static class FaultSchedule
{
    /// <summary>The order of losses; the seed says with which of the first two it begins, so that a short run has both a kill and a cut.</summary>
    private static readonly FaultKind[] Losses =
        [FaultKind.Killed, FaultKind.CutFromSilos, FaultKind.Killed, FaultKind.CutFromAll, FaultKind.Killed, FaultKind.CutFromSilos, FaultKind.Killed, FaultKind.Killed];

    /// <summary>Draws one.</summary>
    /// <param name="random">The seed.</param>
    /// <param name="duration">How long the run lasts.</param>
    /// <param name="every">How long after each other a silo goes and one comes.</param>
    /// <param name="isCuttable">Whether a silo can be cut off; where not, it is killed.</param>
    public static IReadOnlyList<ScheduledFault> Draw(Random random, TimeSpan duration, TimeSpan every, bool isCuttable)
    {
        // The last silo that comes has some time to be felt.
        var pairs = (int)((duration - every) / every / 2);
        var first = random.Next(2);
        var schedule = new List<ScheduledFault>();
        for (var pair = 0; pair < pairs; pair++)
        {
            var loss = Losses[(first + pair) % Losses.Length];
            var at = every * ((2 * pair) + 1);
            schedule.Add(new(at + Jitter(random, every), loss == FaultKind.Killed || isCuttable ? loss : FaultKind.Killed));
            schedule.Add(new(at + every, FaultKind.Joined));
        }

        // In the calm after a silo came, so that what is felt has one cause.
        var calm = Enumerable.Range(0, pairs).OrderBy(_ => random.Next()).Take(2).Select(pair => every * ((2 * pair) + 2.5)).ToList();
        schedule.AddRange(calm.Zip([FaultKind.DatabaseCrashed, FaultKind.DatabaseRestarted], (at, kind) => new ScheduledFault(at, kind)));
        return [.. schedule.Where(one => one.At < duration).OrderBy(one => one.At)];
    }

    private static TimeSpan Jitter(Random random, TimeSpan every) => every * (random.NextDouble() / 10);
}
