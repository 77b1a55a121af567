using System.Runtime.CompilerServices;

namespace Personalization.Journal.Index;

/// <summary>A split-block Bloom filter: never forgets a key, and takes about one other in a thousand for known.</summary>
/// <remarks>
/// The algorithm of the Parquet specification (https://parquet.apache.org/docs/file-format/bloomfilter/): a key sets one bit in
/// each of the eight words of one 32-byte block, so a look-up costs one cache line. One writer at a time; readers need no
/// lock, as words only ever gain bits.
/// </remarks>
internal sealed class SubjectFilter
{
    private const int WordsPerBlock = 8, BitsPerKey = 16;
    private static readonly uint[] Salt =
        [0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31];

    private readonly uint[] words;
    private readonly uint blocks;

    /// <summary>An empty filter with room for that many keys.</summary>
    public SubjectFilter(long keys)
        : this(new uint[Math.Max(1, ((keys * BitsPerKey) + 255) / 256) * WordsPerBlock])
    {
    }

    /// <summary>A filter from its stored words, a whole number of blocks.</summary>
    public SubjectFilter(uint[] words)
    {
        this.words = words;
        blocks = (uint)(words.Length / WordsPerBlock);
    }

    /// <summary>The stored form.</summary>
    public ReadOnlySpan<uint> Words => words;

    /// <summary>Adds a key.</summary>
    public void Add(FilterKey key)
    {
        var block = words.AsSpan(Start(key), WordsPerBlock);
        for (var at = 0; at < WordsPerBlock; at++)
        {
            block[at] |= 1u << (int)(((uint)key.Mixed * Salt[at]) >> 27);
        }
    }

    /// <summary>Whether the key may have been added; false is certain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayContain(FilterKey key)
    {
        var block = words.AsSpan(Start(key), WordsPerBlock);
        for (var at = 0; at < WordsPerBlock; at++)
        {
            if ((block[at] & (1u << (int)(((uint)key.Mixed * Salt[at]) >> 27))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Start(FilterKey key) => (int)(((key.Mixed >> 32) * blocks) >> 32) * WordsPerBlock;
}
