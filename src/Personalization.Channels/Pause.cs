namespace Personalization.Channels;

/// <summary>The waits between tries of something that fails for now: the first short, each next one twice as long up to a longest.</summary>
/// <param name="clock">What they are measured with.</param>
public sealed class Pause(TimeProvider clock)
{
    /// <summary>How long the next wait is.</summary>
    public TimeSpan Next { get; private set; } = Limits.PauseFirst;

    /// <summary>Waits, and makes the next wait longer.</summary>
    public Task Wait(CancellationToken cancellation) => Task.Delay(Take(), clock, cancellation);

    /// <summary>Takes the next wait, for whoever waits in another way, and makes the one behind it longer.</summary>
    public TimeSpan Take()
    {
        var wait = Next;
        Next = wait * 2 < Limits.PauseLongest ? wait * 2 : Limits.PauseLongest;
        return wait;
    }

    /// <summary>It works again: the next wait is the first.</summary>
    public void Reset() => Next = Limits.PauseFirst;
}
