using System.Numerics;

namespace Personalization.Simulation.Disks;

/// <summary>Numbers that follow from a seed, the same on every machine and in every version of the runtime: SplitMix64.</summary>
/// <remarks>Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.</remarks>
public sealed class Dice(ulong seed)
{
    private ulong state = seed;

    /// <summary>Any 64 bits.</summary>
    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 up to, not including, <paramref name="end"/>, which is at least 1.</summary>
    public int Below(int end) => (int)Math.BigMul(Next(), (ulong)end, out _);

    /// <summary>A number between two, both included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);

    /// <summary>Whether a thing that happens so many times in a hundred happens.</summary>
    public bool Percent(int chance) => Below(100) < chance;

    /// <summary>One of some.</summary>
    public T Of<T>(ReadOnlySpan<T> some) => some[Below(some.Length)];

    /// <summary>Dice of their own for a part, so that what is thrown there changes nothing elsewhere.</summary>
    public Dice Split() => new(BitOperations.RotateLeft(Next(), 32));
}
