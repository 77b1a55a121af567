namespace Personalization.Simulation.Worlds;

/// <summary>An event as its sender remembers it: sent again, it is the same to the last byte but for the time at which it arrives.</summary>
/// <param name="Number">What it is made of: who, what, which properties.</param>
/// <param name="AfterMilliseconds">When it happened by the sender's clock, since the beginning of the world.</param>
public readonly record struct SentEvent(int Number, long AfterMilliseconds)
{
    /// <inheritdoc/>
    public override string ToString() => AfterMilliseconds % 1000 == 0 ? $"e{Number}@{AfterMilliseconds / 1000}s" : $"e{Number}@{AfterMilliseconds}ms";
}
