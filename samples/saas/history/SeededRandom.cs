using System.Numerics;

namespace Personalization.Samples.Saas;

/// <summary>A random sequence that is the same for the same seed on every platform and runtime: xoshiro256** seeded by SplitMix64.</summary>
/// <remarks>Source of both: https://prng.di.unimi.it/ (public domain algorithms by Blackman and Vigna).</remarks>
internal sealed class SeededRandom
{
    private ulong state0, state1, state2, state3;

    /// <summary>A sequence of its own for each (seed, stream) pair, so that one actor's choices never shift another's.</summary>
    public SeededRandom(ulong seed, ulong stream)
    {
        var mix = seed ^ (stream * 0x9E3779B97F4A7C15);
        state0 = SplitMix(ref mix);
        state1 = SplitMix(ref mix);
        state2 = SplitMix(ref mix);
        state3 = SplitMix(ref mix);
    }

    /// <summary>A number in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Whether something of this probability happens.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public int Between(int min, int max) => min + (int)(Unit() * (max - min + 1));

    /// <summary>One of the choices, all equally likely.</summary>
    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Between(0, choices.Length - 1)];

    /// <summary>The index of one of the weights, each as likely as its share.</summary>
    public int PickWeighted(params ReadOnlySpan<int> weights)
    {
        var total = 0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var at = Between(0, total - 1);
        for (var index = 0; index < weights.Length; index++)
        {
            at -= weights[index];
            if (at < 0)
            {
                return index;
            }
        }

        return weights.Length - 1;
    }

    /// <summary>A waiting time with this mean, short ones more likely: three means times a squared unit number, so that no libm is asked.</summary>
    public TimeSpan Wait(TimeSpan mean)
    {
        var unit = Unit();
        return TimeSpan.FromMilliseconds(Math.Floor(mean.TotalMilliseconds * 3 * unit * unit) + 1);
    }

    private ulong Next()
    {
        var result = BitOperations.RotateLeft(state1 * 5, 7) * 9;
        var shifted = state1 << 17;
        state2 ^= state0;
        state3 ^= state1;
        state1 ^= state2;
        state0 ^= state3;
        state2 ^= shifted;
        state3 = BitOperations.RotateLeft(state3, 45);
        return result;
    }

    private static ulong SplitMix(ref ulong mix)
    {
        var z = mix += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
