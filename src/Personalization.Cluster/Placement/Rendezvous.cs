namespace Personalization.Cluster.Placement;

/// <summary>
/// Chooses among silos so that all of them agree without asking, and that one that comes or goes changes the choice for its own share of keys only
/// (Thaler and Ravishankar, "A Name-Based Mapping Scheme for Rendezvous", 1996).
/// </summary>
internal static class Rendezvous
{
    /// <summary>The silo with the highest score for a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="silos">At least one, in any order.</param>
    public static SiloAddress Winner(string key, IReadOnlyList<SiloAddress> silos)
    {
        var hash = Core.StableHash.Of(key);
        var (winner, highest) = (silos[0], Score(hash, silos[0]));
        for (var at = 1; at < silos.Count; at++)
        {
            var score = Score(hash, silos[at]);
            if (score > highest || (score == highest && silos[at].CompareTo(winner) > 0))
            {
                (winner, highest) = (silos[at], score);
            }
        }

        return winner;
    }

    /// <summary>Mixes both hashes with the finisher of SplitMix64 (Steele, Lea and Flood, 2014), which spreads every bit over all.</summary>
    private static ulong Score(ulong key, SiloAddress silo)
    {
        var mixed = key ^ ((ulong)(uint)silo.GetConsistentHashCode() * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
