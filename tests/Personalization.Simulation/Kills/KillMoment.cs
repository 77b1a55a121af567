namespace Personalization.Simulation.Kills;

/// <summary>What a server is doing when it is killed.</summary>
internal enum KillPhase
{
    /// <summary>Answering clients.</summary>
    Load,

    /// <summary>Starting on what the last kill left: no client has reached it yet.</summary>
    Start,

    /// <summary>Stopping in order, as it was told under load.</summary>
    Stop,
}

/// <summary>When a server is killed.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="After">How long after the start of the process or of the load.</param>
/// <param name="AfterStop">How long after it was told to stop.</param>
internal readonly record struct KillMoment(KillPhase Phase, TimeSpan After, TimeSpan AfterStop)
{
    private const int LoadMillisecondsMax = 400, StartMillisecondsMax = 900, StopMillisecondsMax = 80;

    /// <summary>Draws one: most of them hit a server under load.</summary>
    public static KillMoment Draw(Random random) => random.Next(8) switch
    {
        0 => new(KillPhase.Start, Milliseconds(random, StartMillisecondsMax), default),
        1 => new(KillPhase.Stop, Milliseconds(random, LoadMillisecondsMax), Milliseconds(random, StopMillisecondsMax)),
        _ => new(KillPhase.Load, Milliseconds(random, LoadMillisecondsMax), default),
    };

    private static TimeSpan Milliseconds(Random random, int max) => TimeSpan.FromMilliseconds(random.NextDouble() * max);
}
