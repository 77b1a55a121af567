using System.Text;
using Personalization.Simulation.Worlds.Steps;

namespace Personalization.Simulation.Worlds;

/// <summary>Everything that happens in a world. Steps say what they need themselves, so that any of them can be left out.</summary>
/// <param name="Seed">Where it comes from; it also decides what power cuts leave.</param>
/// <param name="Shape">The server's set-up.</param>
/// <param name="Steps">What happens.</param>
internal sealed record Script(ulong Seed, Shape Shape, IReadOnlyList<Step> Steps)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder().Append("seed ").Append(Seed).Append(": ").Append(Shape).AppendLine();
        for (var at = 0; at < Steps.Count; at++)
        {
            text.Append(' ', 2).Append(at + 1).Append(". ").Append(Steps[at]).AppendLine();
        }

        return text.ToString();
    }
}
