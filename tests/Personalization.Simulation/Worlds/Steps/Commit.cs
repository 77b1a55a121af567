namespace Personalization.Simulation.Worlds.Steps;

/// <summary>The journal commits some batches.</summary>
internal sealed record Commit(int Batches) : Step
{
    /// <inheritdoc/>
    public override string Name => "commit";

    /// <inheritdoc/>
    public override void Run(World world)
    {
        for (var at = 0; at < Batches && world.HasBatches; at++)
        {
            world.CommitNext();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"commit {Batches}";
}
