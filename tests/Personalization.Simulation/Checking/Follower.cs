using Personalization.Journal;

namespace Personalization.Simulation.Checking;

/// <summary>A consumer of the feed that keeps its place over all crashes.</summary>
internal sealed class Follower
{
    private int taken;

    /// <summary>Where it goes on.</summary>
    public long Position { get; private set; }

    /// <summary>Takes what was read. Throws unless it is what comes next.</summary>
    public void Take(Ledger ledger, IReadOnlyList<StoredEvent> found, int wanted)
    {
        var expected = ledger.Feed.Skip(taken).Take(wanted).ToList();
        ViolationException.ThrowUnless(found.Count == expected.Count, ViolationKind.WrongFeed, () => $"After {Position} the feed has {found.Count} events and not {expected.Count}.");
        for (var at = 0; at < found.Count; at++)
        {
            Ledger.Compare(expected[at], found[at], found, isAcknowledged: true);
            ViolationException.ThrowUnless(found[at].Position > Position, ViolationKind.WrongFeed, () => $"{expected[at]} is not behind {Position}.");
            Position = found[at].Position;
        }

        taken += found.Count;
    }
}
