namespace Personalization.Projections.Feed;

/// <summary>How far one shard of one consumer is on this node, and how it fares.</summary>
internal sealed class ShardRun(int shard, TimeProvider clock)
{
    private long caughtUpAt = clock.GetTimestamp(), retryAt = clock.GetTimestamp();
    private bool isCaughtUp;

    public int Shard => shard;

    /// <summary>Every event of the shard up to here has taken effect.</summary>
    public long Position { get; private set; }

    /// <summary>Where the stored checkpoint is.</summary>
    public long Stored { get; private set; }

    /// <summary>How many events are applied at once: fewer after a failure, so that what cannot be applied is found and what lies before it is not held up.</summary>
    public int PageMax { get; private set; } = Limits.PageEvents;

    /// <summary>Tries in a row that failed.</summary>
    public int Failures { get; private set; }

    /// <summary>Why the last one failed; null where none did.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Whether it stands and has to be loaded again: it is new, failed, or lost its checkpoint to another owner.</summary>
    public bool IsOut { get; private set; } = true;

    /// <summary>How long until it may be loaded again.</summary>
    public TimeSpan Pause => retryAt - clock.GetTimestamp() is var ticks and > 0 ? TimeSpan.FromSeconds((double)ticks / clock.TimestampFrequency) : TimeSpan.Zero;

    /// <summary>For how long there has been something to do.</summary>
    public TimeSpan Lag => isCaughtUp && !IsOut ? TimeSpan.Zero : clock.GetElapsedTime(Volatile.Read(ref caughtUpAt));

    /// <summary>It goes on from the stored checkpoint.</summary>
    public void Load(long stored) => (Position, Stored, IsOut, isCaughtUp) = (stored, stored, false, false);

    /// <summary>Everything up to a place has taken effect and is stored.</summary>
    public void Applied(long through)
    {
        (Position, Stored, Failures, Error) = (through, through, 0, null);
        PageMax = Math.Min(PageMax * 2, Limits.PageEvents);
    }

    /// <summary>There is no event of the shard up to a place.</summary>
    public void Pass(long through) => Position = Math.Max(Position, through);

    /// <summary>There is something to do, or it has been done up to the feed's end.</summary>
    /// <returns>Whether it has only now come to the end.</returns>
    public bool CaughtUp(bool isAtEnd)
    {
        var isNew = isAtEnd && !isCaughtUp;
        isCaughtUp = isAtEnd;
        if (isAtEnd)
        {
            Volatile.Write(ref caughtUpAt, clock.GetTimestamp());
        }

        return isNew;
    }

    /// <summary>It failed and stands.</summary>
    public void Fail(Exception cause, int eventsTried)
    {
        (Error, IsOut) = (cause, true);
        Failures++;
        PageMax = Math.Max(1, Math.Min(eventsTried, PageMax) / 2);
        var pause = Math.Min(Limits.RetryPauseMax.TotalSeconds, Limits.RetryPauseMin.TotalSeconds * Math.Pow(2, Math.Min(Failures - 1, 16)));
        retryAt = clock.GetTimestamp() + (long)(pause * clock.TimestampFrequency);
    }

    /// <summary>Another owner moved the checkpoint, or may have: it is loaded again.</summary>
    public void Lose(TimeSpan pause)
    {
        (IsOut, Failures, Error) = (true, 0, null);
        retryAt = clock.GetTimestamp() + (long)(pause.TotalSeconds * clock.TimestampFrequency);
    }
}
