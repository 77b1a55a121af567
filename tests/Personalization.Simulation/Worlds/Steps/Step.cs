namespace Personalization.Simulation.Worlds.Steps;

/// <summary>Something that happens in a world.</summary>
internal abstract record Step
{
    /// <summary>What kind of thing, for counting.</summary>
    public abstract string Name { get; }

    /// <summary>Lets it happen.</summary>
    public abstract void Run(World world);

    /// <inheritdoc/>
    public abstract override string ToString();
}
