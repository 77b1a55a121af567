namespace Personalization.Simulation.Worlds.Steps;

/// <summary>The server is stopped as it should be, and started again.</summary>
internal sealed record Restart : Step
{
    /// <inheritdoc/>
    public override string Name => "restart";

    /// <inheritdoc/>
    public override void Run(World world) => world.Restart();

    /// <inheritdoc/>
    public override string ToString() => "restart";
}
