namespace Personalization.Cluster.Replays;

/// <summary>What a <see cref="ReplayDirectoryGrain"/> stores. A stored format: members are only ever added, under new ids.</summary>
[GenerateSerializer, Alias("personalization.replay-directory-state")]
internal sealed class ReplayDirectoryState
{
    /// <summary>The jobs of one tenant, the newest first.</summary>
    [Id(0)]
    public List<ReplayLine> Lines { get; set; } = [];

    /// <summary>The same with news. Of jobs that have ended as many are remembered as one process keeps, of those that have not as many as one may have.</summary>
    public ReplayDirectoryState With(IEnumerable<ReplayLine> news)
    {
        var known = Lines.ToDictionary(line => line.Job.Id, StringComparer.Ordinal);
        foreach (var line in news)
        {
            // A call that was given up may arrive behind the one that was made instead.
            if (!known.TryGetValue(line.Job.Id, out var before) || before.Place != line.Place || before.SaidAt <= line.SaidAt)
            {
                known[line.Job.Id] = line with { Job = line.Job.Remembered() };
            }
        }

        var newest = known.Values.OrderByDescending(line => line.Job.Created).ThenBy(line => line.Job.Id, StringComparer.Ordinal).ToLookup(line => line.Job.IsOpen);
        return new ReplayDirectoryState
        {
            Lines = newest[true].Take(Limits.OpenReplaysMax).Concat(newest[false].Take(Limits.EndedReplaysMax)).OrderByDescending(line => line.Job.Created).ToList(),
        };
    }
}
