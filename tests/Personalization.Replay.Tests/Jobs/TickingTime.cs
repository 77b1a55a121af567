namespace Personalization.Replay.Tests.Jobs;

/// <summary>A clock on which a second passes between two looks.</summary>
internal sealed class TickingTime : TimeProvider
{
    private long seconds;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => Interlocked.Increment(ref seconds);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(Interlocked.Increment(ref seconds));
}
