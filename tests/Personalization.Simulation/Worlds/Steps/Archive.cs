namespace Personalization.Simulation.Worlds.Steps;

/// <summary>Old commits go to an archive, or what is free in the database goes back to the file system.</summary>
/// <param name="AgeMilliseconds">How old what is archived is; below 0 the database is only compacted.</param>
internal sealed record Archive(long AgeMilliseconds) : Step
{
    /// <inheritdoc/>
    public override string Name => AgeMilliseconds < 0 ? "compact" : "archive";

    /// <inheritdoc/>
    public override void Run(World world) => world.Start(Name, async _ => world.Note($"{await world.Tidy(AgeMilliseconds).ConfigureAwait(false)}"));

    /// <inheritdoc/>
    public override string ToString() => AgeMilliseconds < 0 ? "compact" : $"archive what is older than {AgeMilliseconds} ms";
}
