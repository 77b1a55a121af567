using Orleans.Concurrency;

namespace Personalization.Cluster.Notices;

/// <summary>A process in which somebody watches.</summary>
[Alias("personalization.notice-watcher")]
internal interface INoticeWatcher : IGrainObserver
{
    /// <summary>Subjects that it watches have changed.</summary>
    [Alias("tell"), OneWay]
    ValueTask Tell(NoticeBatch notices);
}
