using System.Collections.Concurrent;
using Personalization.Core.Subjects;

namespace Personalization.Cluster.Placement;

/// <summary>
/// Subjects that were met on another silo than a turn's anchor points to: users who live beside their account, asked about without it, and those that have not moved yet. Where each was met last.
/// Thread-safe.
/// </summary>
internal sealed class Strays
{
    private readonly ConcurrentDictionary<SubjectKey, SiloAddress> met = new();
    private int count;

    /// <summary>Where a subject was met; null where it was at its anchor's place, or not met.</summary>
    public SiloAddress? Find(in SubjectKey subject) => met.TryGetValue(subject, out var silo) ? silo : null;

    /// <summary>A subject was met there.</summary>
    public void Meet(in SubjectKey subject, SiloAddress silo)
    {
        if (Volatile.Read(ref count) >= Limits.StraysMax)
        {
            // Who is still about is met again.
            met.Clear();
            Volatile.Write(ref count, 0);
        }

        if (met.TryAdd(subject, silo))
        {
            Interlocked.Increment(ref count);
        }
        else
        {
            met[subject] = silo;
        }
    }

    /// <summary>A subject was not where it was met.</summary>
    public void Forget(in SubjectKey subject)
    {
        if (met.TryRemove(subject, out _))
        {
            Interlocked.Decrement(ref count);
        }
    }
}
