namespace Personalization.Chaos.Worlds;

/// <summary>The executable for one machine on the same database: what holds for a cluster holds for it, but it is alone.</summary>
internal sealed class ServerProgram : ISiloProgram
{
    /// <inheritdoc/>
    public string Project => "Personalization.Server";

    /// <inheritdoc/>
    public int SilosMax => 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Arguments(World world, string name, SiloPlace place, int? wire) =>
    [
        "--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0", "--data", Path.Combine(world.Folder, "server"),
        "--catalog", World.Catalog, "--journal", "postgres", "--postgres", world.Connection,
    ];
}
