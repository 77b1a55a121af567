namespace Personalization.Journal.Audit.Sealing;

/// <summary>Measures how long something has waited to be sealed, from looks at both ends by whoever seals or only watches. One thread looks at a time; any may read.</summary>
/// <param name="clock">The time.</param>
internal sealed class SealingWait(TimeProvider clock)
{
    private volatile bool isFailing;
    private long sealedPosition = -1, endPosition, caughtUpAt = clock.GetTimestamp(), awaitedPosition, awaitedAt = clock.GetTimestamp();

    /// <summary>Every decision up to this place in the feed was sealed at the last look; -1 before the first.</summary>
    public long SealedPosition => Volatile.Read(ref sealedPosition);

    /// <summary>Where the feed ended at the last look.</summary>
    public long EndPosition => Volatile.Read(ref endPosition);

    /// <summary>How long ago the newest look was all of whose feed is sealed now; zero where the last look found nothing to seal, and did not fail.</summary>
    public TimeSpan Lag => SealedPosition >= EndPosition && !isFailing ? TimeSpan.Zero : clock.GetElapsedTime(Volatile.Read(ref caughtUpAt));

    /// <summary>A look or a round has failed: what waits now is not known, so the lag counts on, for whoever watches it.</summary>
    public void Failed() => isFailing = true;

    /// <summary>Notes a look.</summary>
    public void Saw(long sealedNow, long endNow)
    {
        if (sealedNow >= awaitedPosition)
        {
            // Who only watches never sees the end of a busy feed sealed; but it sees that an end of before is.
            Volatile.Write(ref caughtUpAt, awaitedAt);
            (awaitedPosition, awaitedAt) = (endNow, clock.GetTimestamp());
        }

        if (sealedNow >= endNow)
        {
            Volatile.Write(ref caughtUpAt, clock.GetTimestamp());
        }

        Volatile.Write(ref endPosition, endNow);
        Volatile.Write(ref sealedPosition, sealedNow);
        isFailing = false;
    }
}
