namespace Personalization.Simulation.Worlds.Steps;

/// <summary>The server is down, some bits of a file change, and it starts; afterwards the undamaged bytes are put back.</summary>
/// <param name="File">Which file; the journal itself where there is none of that name.</param>
/// <param name="Places">Where, in millionths of the file.</param>
/// <param name="Mask">Which bits.</param>
/// <param name="Clean">Whether the server was stopped as it should be.</param>
internal sealed record Flip(string File, int[] Places, byte Mask, bool Clean) : Step
{
    /// <inheritdoc/>
    public override string Name => "flip bits";

    /// <inheritdoc/>
    public override void Run(World world) => world.StartDamaged(Clean, File, Places, Mask);

    /// <inheritdoc/>
    public override string ToString() => $"{(Clean ? "stop" : "kill")}, flip {Mask:x2} of {File} at {string.Join(' ', Places)} millionths, start, put back";
}
