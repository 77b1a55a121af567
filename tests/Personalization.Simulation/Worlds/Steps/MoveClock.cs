namespace Personalization.Simulation.Worlds.Steps;

/// <summary>Time passes, or somebody sets the server's clock.</summary>
internal sealed record MoveClock(long Milliseconds, bool IsJump) : Step
{
    /// <inheritdoc/>
    public override string Name => IsJump ? "clock jump" : "wait";

    /// <inheritdoc/>
    public override void Run(World world) => world.Clock.Move(Milliseconds);

    /// <inheritdoc/>
    public override string ToString() => $"{(IsJump ? "the clock jumps by" : "wait")} {Milliseconds} ms";
}
