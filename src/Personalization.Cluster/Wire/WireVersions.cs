using System.Collections.Concurrent;

namespace Personalization.Cluster.Wire;

/// <summary>
/// In which version a node writes to others. It begins with the newest; who does not know that says so, and gets what they know for
/// <see cref="Limits.OldWire"/>. Then the newest is tried again: the other one may have been upgraded. Thread-safe.
/// </summary>
/// <param name="time">The clock, of which only differences are read.</param>
/// <param name="newest">The newest version that this node reads and writes, for tests of upgrades: <see cref="WireVersion.Oldest"/> to <see cref="WireVersion.Newest"/>.</param>
public sealed class WireVersions(TimeProvider time, int newest = WireVersion.Newest)
{
    private const string Everybody = "";
    private readonly ConcurrentDictionary<string, (int Version, long Since)> older = new(StringComparer.Ordinal);

    /// <summary>The newest version that this node reads and writes.</summary>
    public int Newest { get; } = newest is >= WireVersion.Oldest and <= WireVersion.Newest
        ? newest
        : throw new ArgumentOutOfRangeException(nameof(newest), newest, "No such version can be written.");

    /// <summary>What this node answers where it does not know the version of a turn.</summary>
    public WireRefusal Refusal => new(WireVersion.Oldest, Newest);

    /// <summary>Whether this node reads a version.</summary>
    public bool CanRead(int version) => version >= WireVersion.Oldest && version <= Newest;

    /// <summary>The version to write.</summary>
    /// <param name="silo">The receiver; null where the sender does not know who that will be.</param>
    public int ToWrite(string? silo = null)
    {
        if (older.IsEmpty || !older.TryGetValue(silo ?? Everybody, out var known))
        {
            return Newest;
        }

        if (time.GetElapsedTime(known.Since) < Limits.OldWire)
        {
            return known.Version;
        }

        older.TryRemove(new(silo ?? Everybody, known));
        return Newest;
    }

    /// <summary>A node did not know the version that it was sent, and said what it reads. Remembers which version to write now.</summary>
    /// <param name="refusal">What it said.</param>
    /// <param name="written">The version that it was sent.</param>
    /// <param name="silo">The other node; null where the sender does not know who that was.</param>
    /// <exception cref="WireVersionsApartException">There is no version that both know, or the other one refuses what it says it reads: to write that again would go on for ever.</exception>
    public void Refused(WireRefusal refusal, int written, string? silo = null)
    {
        var version = Math.Min(Newest, refusal.NewestRead);
        if (version < Math.Max(WireVersion.Oldest, refusal.OldestRead) || version == written)
        {
            throw new WireVersionsApartException(refusal);
        }

        if (older.Count >= Limits.OldSilosMax)
        {
            // Silos come and go under new names; who is still there says so again.
            older.Clear();
        }

        older[silo ?? Everybody] = (version, time.GetTimestamp());
    }
}
