using Personalization.Journal;
using Personalization.Simulation.Checking;

namespace Personalization.Simulation.Worlds.Steps;

/// <summary>A consumer of the feed goes on from where it was.</summary>
/// <param name="Events">How many it takes at most.</param>
internal sealed record Follow(int Events) : Step
{
    /// <inheritdoc/>
    public override string Name => "follow the feed";

    /// <inheritdoc/>
    public override void Run(World world) => world.Read("follow the feed", journal =>
    {
        var found = new List<StoredEvent>();
        foreach (var stored in Pull.From(journal.ReadFrom(world.Follower.Position, CancellationToken.None)))
        {
            if (found.Count == Events)
            {
                break;
            }

            found.Add(stored);
        }

        world.Follower.Take(world.Ledger, found, Events);
        world.Note($"{world.Follower.Position}");
    });

    /// <inheritdoc/>
    public override string ToString() => $"a consumer reads {Events} events of the feed";
}
