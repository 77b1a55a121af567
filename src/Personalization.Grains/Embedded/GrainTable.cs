using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Personalization.Core.Subjects;

namespace Personalization.Grains.Embedded;

/// <summary>The grains in memory by subject. Striped, and free of locks for finding one.</summary>
internal sealed class GrainTable(IEqualityComparer<SubjectKey>? keys)
{
    // How many stripes there are depends on the machine, and the order of enumeration on both; comparing in one way means the same order everywhere.
    private readonly ConcurrentDictionary<SubjectKey, Grain> grains = keys is null ? new() : new(1, [], keys);
    private int count;

    /// <summary>How many grains there are.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>All grains; ones that come or go meanwhile may or may not be among them.</summary>
    public IEnumerable<Grain> All => grains.Select(pair => pair.Value);

    /// <summary>Finds or makes the subject's grain and pins it. It may not have been loaded yet.</summary>
    public GrainLease Acquire(in SubjectKey subject)
    {
        while (true)
        {
            if (!grains.TryGetValue(subject, out var grain))
            {
                var fresh = new Grain(subject);
                grain = grains.GetOrAdd(subject, fresh);
                if (ReferenceEquals(grain, fresh))
                {
                    Interlocked.Increment(ref count);
                }
            }

            if (grain.Pins.TryAdd())
            {
                if (!grain.IsTouched)
                {
                    grain.IsTouched = true;
                }

                return new GrainLease(this, grain);
            }

            // Retired, and about to be taken out by whoever retired it: doing it for them never waits for them.
            Remove(grain);
        }
    }

    /// <summary>Finds a subject's grain and pins it; false where it does not live here.</summary>
    public bool TryAcquire(in SubjectKey subject, out GrainLease lease)
    {
        if (grains.TryGetValue(subject, out var grain) && grain.Pins.TryAdd())
        {
            grain.IsTouched = true;
            lease = new GrainLease(this, grain);
            return true;
        }

        lease = default;
        return false;
    }

    /// <summary>Makes the subject's grain live here: in memory until it is taken out and the pin that is made here is taken back.</summary>
    public void TakeUp(in SubjectKey subject)
    {
        var fresh = new Grain(subject);
        if (fresh.Pins.TryAdd() && grains.TryAdd(subject, fresh))
        {
            Interlocked.Increment(ref count);
        }
    }

    /// <summary>Finds the subject's grain where it is in memory.</summary>
    public bool TryPeek(in SubjectKey subject, [NotNullWhen(true)] out Grain? grain) => grains.TryGetValue(subject, out grain);

    /// <summary>Takes a grain out that is retired or given up.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(Grain grain)
    {
        var isRemoved = grains.TryRemove(new KeyValuePair<SubjectKey, Grain>(grain.Key, grain));
        if (isRemoved)
        {
            Interlocked.Decrement(ref count);
        }

        return isRemoved;
    }

    /// <summary>Takes back a pin, and takes the grain out where it holds nothing: nobody leaves a trace by asking.</summary>
    /// <remarks>Events may come in between the look and the retirement: then a grain goes without a snapshot, which loses nothing but time.</remarks>
    public void Release(Grain grain)
    {
        var isEmpty = grain.Profile is not { Version: > 0 };
        grain.Pins.Remove();
        if (isEmpty && grain.Pins.TryRetire())
        {
            Remove(grain);
        }
    }
}
