using Orleans.CodeGeneration;

namespace Personalization.Cluster.Notices;

/// <summary>Knows who watches subjects of one shard of the feed. The key is the shard.</summary>
[Alias("personalization.notices-of-shard"), Version(1)]
internal interface INoticeGrain : IGrainWithIntegerKey
{
    /// <summary>Says which subjects a process watches; to be repeated within <see cref="Limits.WatchLease"/>.</summary>
    /// <param name="watcher">The process. What it said before is replaced.</param>
    /// <param name="subjects">The grain keys of the subjects; none to end it.</param>
    [Alias("watch")]
    ValueTask Watch(INoticeWatcher watcher, IReadOnlyList<string> subjects);
}
