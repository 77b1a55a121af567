namespace Personalization.Grains.Embedded;

/// <summary>Counts who needs a grain in memory. Once retired it can be pinned no more, so eviction and calls never meet.</summary>
internal sealed class GrainPins
{
    private const int Retired = -1;
    private int count;

    /// <summary>Whether nobody needs the grain.</summary>
    public bool IsFree => Volatile.Read(ref count) == 0;

    /// <summary>Keeps the grain in memory; false where it was retired.</summary>
    public bool TryAdd()
    {
        var seen = Volatile.Read(ref count);
        while (seen != Retired)
        {
            var before = Interlocked.CompareExchange(ref count, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>Takes back one <see cref="TryAdd"/>.</summary>
    public void Remove() => Interlocked.Decrement(ref count);

    /// <summary>Retires the grain where nobody needs it.</summary>
    public bool TryRetire() => Interlocked.CompareExchange(ref count, Retired, 0) == 0;
}
