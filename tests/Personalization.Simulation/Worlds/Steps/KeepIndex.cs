namespace Personalization.Simulation.Worlds.Steps;

/// <summary>The index writes and merges its runs.</summary>
internal sealed record KeepIndex : Step
{
    /// <inheritdoc/>
    public override string Name => "keep index";

    /// <inheritdoc/>
    public override void Run(World world) => world.Maintain(journal => journal.KeepIndex());

    /// <inheritdoc/>
    public override string ToString() => "keep the index";
}
