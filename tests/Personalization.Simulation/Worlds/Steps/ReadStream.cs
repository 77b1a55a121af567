using Personalization.Simulation.Checking;

namespace Personalization.Simulation.Worlds.Steps;

/// <summary>A page of somebody's journal is read.</summary>
internal sealed record ReadStream(int User, int After) : Step
{
    /// <inheritdoc/>
    public override string Name => "read events";

    /// <inheritdoc/>
    public override void Run(World world)
    {
        var subject = Visitors.User(User);
        var durable = world.Ledger.DurableHead(subject);
        world.Start(Name, async host =>
        {
            var page = await host.ReadEvents(subject, After, 100, CancellationToken.None).ConfigureAwait(false);
            world.Note($"{subject.Id} {page.Events.Count}");
            StreamCheck.Compare(world.Ledger, subject, After, Math.Min(durable, After + 100), page.Events);
        });
    }

    /// <inheritdoc/>
    public override string ToString() => $"read the events of {Visitors.User(User).Id} after {After}";
}
