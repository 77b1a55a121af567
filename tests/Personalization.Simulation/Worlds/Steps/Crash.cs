using Personalization.Simulation.Disks;

namespace Personalization.Simulation.Worlds.Steps;

/// <summary>The process dies or the power goes; perhaps the next start has a fault as well.</summary>
internal sealed record Crash(bool Power, ArmedFault? Next) : Step
{
    /// <inheritdoc/>
    public override string Name => Power ? "cut power" : "kill";

    /// <inheritdoc/>
    public override void Run(World world) => world.Crash(Power, Next);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}{(Next is null ? "" : $", then {Next.Kind} after {Next.After} at the start")}";
}
