using Orleans.CodeGeneration;
using Orleans.Concurrency;

namespace Personalization.Cluster.Replays;

/// <summary>Knows which process has a folder of jobs open now. The key is the folder's name.</summary>
[Alias("personalization.replay-place"), Version(1)]
internal interface IReplayPlaceGrain : IGrainWithStringKey
{
    /// <summary>A process has the folder; to be said again within <see cref="Limits.ReplayLease"/>.</summary>
    [Alias("open")]
    ValueTask Open(IReplayKeeper process);

    /// <summary>It is about to stop.</summary>
    [Alias("close")]
    ValueTask Close();

    /// <summary>The process; null where none has said so lately.</summary>
    [Alias("find"), AlwaysInterleave]
    ValueTask<IReplayKeeper?> Find();
}
