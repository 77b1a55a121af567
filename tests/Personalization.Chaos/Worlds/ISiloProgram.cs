namespace Personalization.Chaos.Worlds;

/// <summary>The program whose processes are hurt.</summary>
internal interface ISiloProgram
{
    /// <summary>The project whose build is started; its main file has the same name.</summary>
    string Project { get; }

    /// <summary>How many of it may run at once.</summary>
    int SilosMax { get; }

    /// <summary>Its command line.</summary>
    /// <param name="world">Where it runs.</param>
    /// <param name="name">Its name.</param>
    /// <param name="place">Where.</param>
    /// <param name="wire">The version of what silos send each other that it is to write at most; null for its newest.</param>
    IReadOnlyList<string> Arguments(World world, string name, SiloPlace place, int? wire);
}
