namespace Personalization.Simulation.Worlds.Steps;

/// <summary>Profiles that nobody used for a while go to snapshots.</summary>
internal sealed record Sweep : Step
{
    /// <inheritdoc/>
    public override string Name => "sweep";

    /// <inheritdoc/>
    public override void Run(World world) => world.Start(Name, host => host.SweepIdle(CancellationToken.None));

    /// <inheritdoc/>
    public override string ToString() => "sweep idle profiles";
}
