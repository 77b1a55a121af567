using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Cluster.Hosting;
using Personalization.Cluster.Subjects;
using Personalization.Core.Subjects;
using Personalization.Projections;
using Personalization.Projections.Notices;

namespace Personalization.Cluster.Notices;

/// <summary>Lets people who are connected to this process follow subjects that live anywhere: tells the grains of their shards which ones, and hands on what they say.</summary>
/// <param name="grains">The cluster.</param>
/// <param name="log">Is told of rounds that fail.</param>
internal sealed partial class RemoteWatch(IGrainFactory grains, ILogger<RemoteWatch> log) : BackgroundService, IChangeWatch, INoticeWatcher
{
    private readonly ChangeHub hub = new();
    private readonly ConcurrentDictionary<SubjectKey, int> watched = new();
    private readonly ConcurrentQueue<SubjectKey> fresh = new();
    private readonly HashSet<int> said = [];
    private readonly SemaphoreSlim changed = new(0, 1);

    /// <summary>How many subjects are watched here.</summary>
    internal int Subjects => watched.Count;

    /// <inheritdoc/>
    public ISubjectWatch Watch(SubjectKey subject)
    {
        var watch = hub.Watch(subject);
        watched.AddOrUpdate(subject, 1, (_, count) => count + 1);
        fresh.Enqueue(subject);
        Wake();
        return new Leaving(watch, () => Leave(subject));
    }

    /// <inheritdoc/>
    public ValueTask Tell(NoticeBatch notices) => hub.Publish([.. notices.Lines.Select(line => line.Read())], CancellationToken.None);

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        changed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var me = grains.CreateObjectReference<INoticeWatcher>(this);
        var wholeAt = 0L;
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = Limits.WatchRound;
            try
            {
                if (Stopwatch.GetElapsedTime(wholeAt) >= Limits.WatchRound)
                {
                    var beganAt = Stopwatch.GetTimestamp();
                    fresh.Clear();
                    await SayAll(me);
                    wholeAt = beganAt;
                }
                else
                {
                    await SayFresh(me);
                }

                // Those who come meanwhile wake it, and must not put the whole round off: it has a lease to keep.
                next -= Stopwatch.GetElapsedTime(wholeAt);
            }
            catch (Exception missed) when (missed is OrleansException or TimeoutException)
            {
                // Whoever was to be said is not known any more to be fresh, so all are said.
                (wholeAt, next) = (0, Limits.WatchRetry);
                Missed(log, missed);
            }

            await new ValueTask<bool>(changed.WaitAsync(next > TimeSpan.Zero ? next : TimeSpan.Zero, stoppingToken)).OrStopped();
        }
    }

    /// <summary>Says to all shards what is watched, and has every watcher look: a notice may have got lost with a silo.</summary>
    private async Task SayAll(INoticeWatcher me)
    {
        var all = watched.Keys.ToLookup(subject => FeedShards.Of(subject));
        foreach (var shard in said.Union(all.Select(one => one.Key)).ToList())
        {
            await Say(me, shard, all[shard]);
        }

        await hub.Publish([.. all.SelectMany(one => one).Select(ChangeNotice.Perhaps)], CancellationToken.None);
    }

    /// <summary>Says what is new; those who wait for it look once, since what happened before this was known went past them.</summary>
    private async Task SayFresh(INoticeWatcher me)
    {
        var come = new List<SubjectKey>();
        while (fresh.TryDequeue(out var subject))
        {
            come.Add(subject);
        }

        foreach (var shard in come.Select(subject => FeedShards.Of(subject)).Distinct())
        {
            await Say(me, shard, watched.Keys.Where(subject => FeedShards.Of(subject) == shard));
        }

        await hub.Publish([.. come.Select(ChangeNotice.Perhaps)], CancellationToken.None);
    }

    private async Task Say(INoticeWatcher me, int shard, IEnumerable<SubjectKey> subjects)
    {
        List<string> keys = [.. subjects.Select(subject => SubjectGrainKey.Of(subject))];
        await grains.GetGrain<INoticeGrain>(shard).Watch(me, keys);
        if (keys.Count > 0)
        {
            said.Add(shard);
        }
        else
        {
            said.Remove(shard);
        }
    }

    private void Leave(SubjectKey subject)
    {
        var left = watched.AddOrUpdate(subject, 0, (_, count) => count - 1);
        if (left == 0)
        {
            watched.TryRemove(new(subject, 0));
        }
    }

    private void Wake()
    {
        lock (fresh)
        {
            if (changed.CurrentCount == 0)
            {
                changed.Release();
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not all silos know who watches here; they are told again soon.")]
    private static partial void Missed(ILogger log, Exception cause);

    private sealed class Leaving(ISubjectWatch watch, Action leave) : ISubjectWatch
    {
        private Action? leaves = leave;

        public ValueTask<ChangeNotice> Next(CancellationToken cancellation) => watch.Next(cancellation);

        public ValueTask DisposeAsync()
        {
            Interlocked.Exchange(ref leaves, null)?.Invoke();
            return watch.DisposeAsync();
        }
    }
}
