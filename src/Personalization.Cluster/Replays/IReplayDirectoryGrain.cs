using Orleans.CodeGeneration;
using Orleans.Concurrency;

namespace Personalization.Cluster.Replays;

/// <summary>Remembers which process has which job of a tenant. The key is the tenant, such as <c>acme/production</c>.</summary>
[Alias("personalization.replay-directory"), Version(1)]
internal interface IReplayDirectoryGrain : IGrainWithStringKey
{
    /// <summary>Takes news of jobs, and answers after that was stored. What is known of other jobs stays.</summary>
    [Alias("tell")]
    ValueTask Tell(List<ReplayLine> news);

    /// <summary>All that is remembered, the newest first; never waits for what is being stored.</summary>
    [Alias("list"), AlwaysInterleave, ReadOnly]
    ValueTask<List<ReplayLine>> List();

    /// <summary>What is remembered of one job, or null.</summary>
    [Alias("find"), AlwaysInterleave, ReadOnly]
    ValueTask<ReplayLine?> Find(string id);
}
