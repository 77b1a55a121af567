namespace Personalization.Chaos.Worlds;

/// <summary>Where a silo runs.</summary>
internal enum SiloPlace
{
    /// <summary>Beside the harness.</summary>
    Outside,

    /// <summary>In the network namespace that can be cut off.</summary>
    Inside,
}
