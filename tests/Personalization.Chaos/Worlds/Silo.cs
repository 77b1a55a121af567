using Personalization.Chaos.Load;

namespace Personalization.Chaos.Worlds;

/// <summary>A silo that runs or ran.</summary>
/// <param name="Name">Its name, which no other had.</param>
/// <param name="Place">Where it runs.</param>
/// <param name="Child">Its process.</param>
/// <param name="Gateway">How clients see it.</param>
internal sealed record Silo(string Name, SiloPlace Place, Child Child, Gateway Gateway)
{
    /// <summary>Whether it runs.</summary>
    public bool IsAlive => !Child.Gone.IsCompleted;
}
