using System.Threading.Channels;
using Personalization.Core.Subjects;
using Personalization.Grains.Telemetry;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>
/// Takes grains that nobody used for a while out of memory, into snapshots. A second-chance clock: the hand clears the touch
/// of a used grain and takes an untouched one. A grain that is pinned (a call, or a commit under way) stays.
/// </summary>
internal sealed class Evictor(GrainTable grains, ISnapshots snapshots, EmbeddedHostOptions options, CommitWatch commits, GrainMarks marks, GrainMetrics metrics) : IDisposable
{
    private readonly SemaphoreSlim oneSweep = new(1);

    // A quarter above the limit, so that the background sweep works before anybody has to wait for it.
    private readonly int waitAbove = options.LiveGrainsMax + (options.LiveGrainsMax / 4);

    // One wish is as good as many.
    private readonly Channel<bool> roomWanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Called before a grain is loaded: asks for a sweep above the limit, and waits for one well above it.</summary>
    public async ValueTask MakeRoom()
    {
        if (grains.Count > waitAbove)
        {
            await Sweep(isIdleRound: false, CancellationToken.None).ConfigureAwait(false);
        }
        else if (grains.Count > options.LiveGrainsMax)
        {
            roomWanted.Writer.TryWrite(true);
        }
    }

    /// <summary>Sweeps whenever room is wanted, until it is cancelled.</summary>
    public async Task SweepForRoom(CancellationToken cancellation)
    {
        await foreach (var _ in roomWanted.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            await Sweep(isIdleRound: false, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Sweeps on a clock, until it is cancelled.</summary>
    public async Task SweepIdle(TimeProvider time, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(options.IdleAfter, time);
        while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
        {
            await Sweep(isIdleRound: true, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Moves the hand once around.</summary>
    /// <param name="isIdleRound">Whether untouched grains go although there is room.</param>
    /// <param name="cancellation">Stops between two writes.</param>
    public async Task Sweep(bool isIdleRound, CancellationToken cancellation)
    {
        await oneSweep.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // Down to nine tenths of the limit, so that a host at its limit does not sweep for every single newcomer.
            var keep = options.LiveGrainsMax - (options.LiveGrainsMax / 10);
            if (!isIdleRound && grains.Count <= options.LiveGrainsMax)
            {
                return;
            }

            await Round(grain => !Spare(grain) && (isIdleRound || grains.Count > keep), cancellation).ConfigureAwait(false);
            if (grains.Count > options.LiveGrainsMax)
            {
                await Round(_ => grains.Count > keep, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            oneSweep.Release();
        }
    }

    /// <summary>Takes out all grains that are not pinned.</summary>
    public async Task EvictAll(CancellationToken cancellation)
    {
        await oneSweep.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await Round(_ => true, cancellation).ConfigureAwait(false);
        }
        finally
        {
            oneSweep.Release();
        }
    }

    /// <summary>Waits until the sweep that is under way, if there is one, has written what it took.</summary>
    public async Task Settle(CancellationToken cancellation)
    {
        await oneSweep.WaitAsync(cancellation).ConfigureAwait(false);
        oneSweep.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => oneSweep.Dispose();

    private static bool Spare(Grain grain)
    {
        var wasTouched = grain.IsTouched;
        grain.IsTouched = false;
        return wasTouched;
    }

    private async Task Round(Func<Grain, bool> isWanted, CancellationToken cancellation)
    {
        var (batch, marked) = (new List<KeyValuePair<SubjectKey, StoredSnapshot>>(), new List<KeyValuePair<SubjectKey, StoredSnapshot>>());
        foreach (var grain in grains.All)
        {
            if ((TryTake(grain, isWanted, marked, out var snapshot) ? snapshot : Refresh(grain, marked)) is { } made)
            {
                batch.Add(new(grain.Key, made));
            }

            if (batch.Count + marked.Count >= Limits.SnapshotsPerWrite)
            {
                await Save(batch, marked, cancellation).ConfigureAwait(false);
                (batch, marked) = ([], []);
            }
        }

        if (batch.Count + marked.Count > 0)
        {
            await Save(batch, marked, cancellation).ConfigureAwait(false);
        }
    }

    private bool TryTake(Grain grain, Func<Grain, bool> isWanted, List<KeyValuePair<SubjectKey, StoredSnapshot>> marked, out StoredSnapshot? snapshot)
    {
        snapshot = null;
        if (!grain.Pins.IsFree || !isWanted(grain) || !grain.Pins.TryRetire())
        {
            return false;
        }

        // Retired: nobody else can reach the profile any more, so it is read without the gate.
        snapshot = grain.Profile is { Version: > 0 } profile && profile.Version != grain.SnapshotVersion ? GrainMarks.Of(grain) : null;
        marks.Take(grain, marked);
        grains.Remove(grain);
        metrics.Evicted();
        return true;
    }

    /// <summary>A profile that stays gets a snapshot from time to time, or a crash would make it fold its whole past again.</summary>
    private StoredSnapshot? Refresh(Grain grain, List<KeyValuePair<SubjectKey, StoredSnapshot>> marked)
    {
        lock (grain.Gate)
        {
            if (grain.Profile is not { } profile || grain.LastCommit is not { IsCompletedSuccessfully: true, Result: CommitResult.Committed })
            {
                return null;
            }

            marks.Take(grain, marked);
            if (profile.Version - grain.SnapshotVersion < Limits.EventsAheadOfSnapshot)
            {
                return null;
            }

            grain.SnapshotVersion = profile.Version;
            return GrainMarks.Of(grain);
        }
    }

    private async ValueTask Save(
        List<KeyValuePair<SubjectKey, StoredSnapshot>> batch, List<KeyValuePair<SubjectKey, StoredSnapshot>> marked, CancellationToken cancellation)
    {
        // Profiles of a host that has failed may hold what no journal does.
        commits.ThrowIfFailed();
        try
        {
            await snapshots.Save(batch, marked, cancellation).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            // Snapshots are only a cache, but a disk that refuses them is one to stop for. A database that many share comes back.
            if (commits.IsOnlyOwner)
            {
                commits.Fail(cause);
            }

            throw;
        }
    }
}
