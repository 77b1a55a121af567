namespace Personalization.Channels;

/// <summary>The waits between tries of something that fails for now: the first short, each next one twice as long up to a longest.</summary>
/// <param name="clock">What they are measured with.</param>
public sealed class Pause(TimeProvider clock)
{
    /// <summary>How long the next wait is.</summary>
    public TimeSpan Next { get; private set; } = Limits.PauseFirst;

    /// <summary>Waits, and makes the next wait longer.</summary>
    public async Task Wait(CancellationToken cancellation)
    {
        var wait = Next;
        Next = wait * 2 < Limits.PauseLongest ? wait * 2 : Limits.PauseLongest;
        await Task.Delay(wait, clock, cancellation);
    }

    /// <summary>It works again: the next wait is the first.</summary>
    public void Reset() => Next = Limits.PauseFirst;
}
