using System.Diagnostics;
using Orleans.Streams;
using Orleans.Streams.Core;
using Personalization.Cluster.Subjects;

namespace Personalization.Cluster.Notices;

/// <inheritdoc cref="INoticeGrain"/>
/// <remarks>It keeps nothing that watchers do not say again: one that is activated anew knows them all after one round.</remarks>
[GrainType("notices"), ImplicitStreamSubscription(NoticeStream.Namespace)]
internal sealed class NoticeGrain : Grain, INoticeGrain, IStreamSubscriptionObserver, IAsyncObserver<NoticeBatch>
{
    private readonly Dictionary<INoticeWatcher, (HashSet<string> Subjects, long SaidAt)> watchers = [];

    /// <inheritdoc/>
    public ValueTask Watch(INoticeWatcher watcher, IReadOnlyList<string> subjects)
    {
        if (subjects.Count == 0)
        {
            watchers.Remove(watcher);
        }
        else
        {
            watchers[watcher] = (subjects.ToHashSet(StringComparer.Ordinal), Stopwatch.GetTimestamp());
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<NoticeBatch>().ResumeAsync(this);

    /// <inheritdoc/>
    public async Task OnNextAsync(NoticeBatch item, StreamSequenceToken? token = null)
    {
        foreach (var (watcher, (subjects, saidAt)) in watchers.ToArray())
        {
            if (Stopwatch.GetElapsedTime(saidAt) > Limits.WatchLease)
            {
                watchers.Remove(watcher);
                continue;
            }

            if (item.Lines.Where(line => subjects.Contains(SubjectGrainKey.Of(line.Key))).ToList() is { Count: > 0 } seen)
            {
                await watcher.Tell(new NoticeBatch(seen));
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>What the stream could not bring is a look that is missed; see <see cref="NoticeStream"/>.</remarks>
    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task OnCompletedAsync() => Task.CompletedTask;
}
