using System.Globalization;

namespace Personalization.Journal.Tests.Damage;

/// <summary>What is done to a file: each of its bytes flipped in several ways, and each length that it can be cut to.</summary>
/// <remarks>
/// By default a sample of a fixed size, drawn by a seed; <c>DAMAGE_TESTS=all</c> in the environment does all of it, <c>DAMAGE_SEED=n</c> draws another
/// sample and other bits.
/// </remarks>
internal static class Damages
{
    private const int PageBytes = 512, HeaderBytes = 8;
    private static readonly byte[] EveryBit = [0xFF, 1, 2, 4, 8, 16, 32, 64, 128];
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("DAMAGE_SEED") ?? "1", CultureInfo.InvariantCulture);
    private static readonly bool IsAll = string.Equals(Environment.GetEnvironmentVariable("DAMAGE_TESTS"), "all", StringComparison.Ordinal);

    /// <summary>The file with a byte flipped: all of its bits, or one by chance; every one of them where a page begins, whose header says what is on it.</summary>
    public static IEnumerable<(string What, byte[] Bytes)> Flips(byte[] file, int sample)
    {
        var random = new Random(Seed);
        foreach (var at in Places(file.Length, sample, random).Union(Enumerable.Range(0, file.Length).Where(at => at % PageBytes < HeaderBytes)))
        {
            foreach (var mask in at % PageBytes < HeaderBytes ? EveryBit : [0xFF, (byte)(1 << random.Next(8))])
            {
                var bytes = file.ToArray();
                bytes[at] ^= mask;
                yield return ($"byte {at} flipped with {mask:x2} (seed {Seed})", bytes);
            }
        }
    }

    /// <summary>The file cut short.</summary>
    public static IEnumerable<(string What, byte[] Bytes)> Cuts(byte[] file, int sample) =>
        Places(file.Length, sample, new Random(Seed)).Select(length => ($"cut to {length} of {file.Length} bytes (seed {Seed})", file[..length]));

    private static IEnumerable<int> Places(int length, int sample, Random random) =>
        IsAll || length <= sample ? Enumerable.Range(0, length) : Enumerable.Range(0, sample).Select(_ => random.Next(length));
}
