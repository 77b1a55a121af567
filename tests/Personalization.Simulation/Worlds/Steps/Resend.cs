namespace Personalization.Simulation.Worlds.Steps;

/// <summary>A client that waited in vain sends again what it got no answer for.</summary>
internal sealed record Resend(int Client) : Step
{
    /// <inheritdoc/>
    public override string Name => "resend";

    /// <inheritdoc/>
    public override void Run(World world)
    {
        var batches = world.Unanswered.Where(one => one.Client == Client).ToList();
        world.Unanswered.RemoveAll(one => one.Client == Client);
        batches.ForEach(one => Send.Run(world, one.Client, one.Events));
    }

    /// <inheritdoc/>
    public override string ToString() => $"client {Client} sends again what was not answered";
}
