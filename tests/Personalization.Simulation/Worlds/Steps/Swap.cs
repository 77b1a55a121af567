namespace Personalization.Simulation.Worlds.Steps;

/// <summary>Another catalog becomes active.</summary>
internal sealed record Swap(int Catalog) : Step
{
    /// <inheritdoc/>
    public override string Name => "swap catalog";

    /// <inheritdoc/>
    public override void Run(World world) => world.Catalogs.Swap(Catalog);

    /// <inheritdoc/>
    public override string ToString() => $"activate catalog {Catalog}";
}
