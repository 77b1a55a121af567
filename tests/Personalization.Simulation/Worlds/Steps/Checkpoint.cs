namespace Personalization.Simulation.Worlds.Steps;

/// <summary>The write-ahead log is emptied into the database.</summary>
internal sealed record Checkpoint : Step
{
    /// <inheritdoc/>
    public override string Name => "checkpoint";

    /// <inheritdoc/>
    public override void Run(World world) => world.Maintain(journal => journal.Checkpoint());

    /// <inheritdoc/>
    public override string ToString() => "checkpoint";
}
