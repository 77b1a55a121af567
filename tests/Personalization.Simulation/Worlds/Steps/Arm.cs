using Personalization.Simulation.Disks;

namespace Personalization.Simulation.Worlds.Steps;

/// <summary>The disk is going to fail.</summary>
internal sealed record Arm(ArmedFault Fault) : Step
{
    /// <inheritdoc/>
    public override string Name => "arm a fault";

    /// <inheritdoc/>
    public override void Run(World world) => world.Disk.Arm(Fault);

    /// <inheritdoc/>
    public override string ToString() => $"{Fault.Kind} after {Fault.After} operations";
}
